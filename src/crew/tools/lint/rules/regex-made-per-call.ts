// A pattern made anew by a function that is given nothing: it is the same at each call.
import { bare } from '../calls.ts';
import { isFunction } from '../functions.ts';
import type { Binding } from '../scopes.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';
import { isScript } from './sync-io.ts';

export const regexMadePerCall: Rule = {
  id: 'regex-made-per-call',
  category: 'regex_in_hot_path',
  alsoCategories: ['hoist_invariant'],
  cost: 'a compilation per call',
  severity: 'medium',
  confidence: 'medium',
  why: 'The function that makes the pattern is given nothing, so that the same one is compiled each time.',
  mend: 'Make it once, as a constant of the module.',
  bad: `const wordPattern = () => new RegExp(['\\\\w+', '\\\\d+'].join('|'), 'g');
  export function strip(text: string) { return text.replace(wordPattern(), ''); }`,
  good: `const WORD = new RegExp(['\\\\w+', '\\\\d+'].join('|'), 'g');
  export function strip(text: string) { return text.replace(WORD, ''); }`,
  check: (source) => {
    if (isScript(source.path)) return [];
    return source.calls.flatMap(({ node, callee, args, isNew }) => {
      if (callee.type !== 'Identifier' || isNew || args.length > 0 || source.functionOf(node) === null)
        return [];
      const holder = source.tree.parent(node);
      const isUsed = holder?.type === 'CallExpression' || holder?.type === 'MemberExpression';
      const maker = source.scopes.resolve(callee);
      return isUsed && maker !== null && makesPattern(maker, source)
        ? [{ node, message: `\`${callee.name}()\` compiles the same pattern at each call.` }]
        : [];
    });
  },
};

/** A function of the module that gives a pattern back, or one that is imported and called like that. */
function makesPattern({ declaration, init, from, name, scope }: Binding, source: Source): boolean {
  if (from !== null) return /^[a-z]+Reg(ex|Exp)p?$/.test(name);
  const made = declaration.type === 'FunctionDeclaration' ? declaration : init === null ? null : bare(init);
  if (made === null || !isFunction(made) || scope.type !== 'Program') return false;
  if (made.body.type !== 'BlockStatement') return isPattern(made.body.type, source.textOf(made.body));
  const last = made.body.body.at(-1);
  return (
    last?.type === 'ReturnStatement' &&
    last.argument != null &&
    isPattern(last.argument.type, source.textOf(last.argument))
  );
}

function isPattern(type: string, text: string): boolean {
  return type === 'NewExpression' && /^new RegExp\b/.test(text);
}
