// Functions whose text is run somewhere else (a page, a worker, another process): names of the module are not there.
import type { Node } from '@babel/types';
import { isFunction } from '../tools/lint/functions.ts';
import type { CodeSubject } from './codemod.ts';

const SENDS =
  /^(\$+eval|evaluate\w*|executeScript|execute|executeAsyncScript|waitForFunction|addInitScript|addScriptToEvaluateOnNewDocument|callFunctionOn|useFunction|script|toString|runInPage|serialize\w*|stringify)$/;

/** An enclosing function is handed to such a call, in place or by its name, or its text is taken, here or in another file given. */
export function isSentElsewhere(node: Node, { code, project }: CodeSubject): boolean {
  const { tree, calls, scopes } = code;
  return tree.ancestors(node).some((outer) => {
    if (!isFunction(outer)) return false;
    if (isGiven(outer)) return true;
    const parent = tree.parent(outer);
    const id =
      outer.type === 'FunctionDeclaration'
        ? outer.id
        : parent?.type === 'VariableDeclarator'
          ? parent.id
          : null;
    if (id?.type !== 'Identifier') return false;
    const binding = scopes.bindings.find(({ identifier }) => identifier === id);
    if (binding?.references.some((use) => isGiven(use) || tree.parent(use)?.type === 'TemplateLiteral'))
      return true;
    return project.some(
      ({ text }) => text.includes(`${id.name}.toString(`) || text.includes(`\${${id.name}}`),
    );
  });

  function isGiven(use: Node): boolean {
    return calls.some(({ name, args, object }) => SENDS.test(name) && (args.includes(use) || object === use));
  }
}
