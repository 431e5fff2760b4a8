// Components of React by their shape: a function with a capital name that returns JSX.
import type { Node } from '@babel/types';
import { pathOf } from './calls.ts';
import { type FunctionNode, isFunction } from './functions.ts';
import type { Source } from './source.ts';

export interface Component {
  readonly name: string;
  readonly function: FunctionNode;
  /** Wrapped in memo(). */
  readonly isMemoised: boolean;
}

export function componentsOf(source: Source): readonly Component[] {
  if (source.tree.of('JSXElement').length === 0 && source.tree.of('JSXFragment').length === 0) return [];
  return source.tree.nodes.flatMap((node) => {
    if (!isFunction(node)) return [];
    const { name, isMemoised } = nameOf(node, source);
    return /^[A-Z]/.test(name) && rendersJsx(node, source) ? [{ name, function: node, isMemoised }] : [];
  });
}

/** The function that renders, if this code runs in each render: not in a handler or effect inside of it. */
export function renderOf(node: Node, source: Source, components: readonly Component[]): Component | null {
  const owner = source.functionOf(node);
  return components.find((component) => component.function === owner) ?? null;
}

function nameOf(node: FunctionNode, { tree }: Source): Pick<Component, 'name' | 'isMemoised'> {
  if (node.type === 'FunctionDeclaration') return { name: node.id?.name ?? '', isMemoised: false };
  let isMemoised = false;
  for (const at of tree.ancestors(node)) {
    if (at.type === 'CallExpression' && /(^|\.)(memo|forwardRef|observer)$/.test(pathOf(at.callee)))
      isMemoised ||= pathOf(at.callee).endsWith('memo');
    else if (at.type === 'VariableDeclarator')
      return { name: at.id.type === 'Identifier' ? at.id.name : '', isMemoised };
    else break;
  }
  return { name: '', isMemoised };
}

function rendersJsx(node: FunctionNode, source: Source): boolean {
  if (node.body.type === 'JSXElement' || node.body.type === 'JSXFragment') return true;
  return source.tree
    .of('ReturnStatement')
    .some(
      (statement) =>
        source.functionOf(statement) === node &&
        statement.argument != null &&
        [statement.argument, ...source.tree.within(statement.argument)].some(
          ({ type }) => type === 'JSXElement' || type === 'JSXFragment',
        ),
    );
}
