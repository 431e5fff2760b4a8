// Calls in one shape, whether optional or not: `fs.promises.readFile(path)` is the name readFile on the path fs.promises.readFile.
import type { CallExpression, NewExpression, Node, OptionalCallExpression } from '@babel/types';
import type { Tree } from './tree.ts';

export interface Call {
  readonly node: CallExpression | OptionalCallExpression | NewExpression;
  readonly isNew: boolean;
  readonly callee: Node;
  /** Last name of the callee; '' where it has none. */
  readonly name: string;
  /** Dotted names of the callee; '' where it is not made of names. */
  readonly path: string;
  /** What the method is called on. */
  readonly object: Node | null;
  readonly args: readonly Node[];
}

export function readCalls(tree: Tree): readonly Call[] {
  return tree.nodes.flatMap((node) => {
    if (
      node.type !== 'CallExpression' &&
      node.type !== 'OptionalCallExpression' &&
      node.type !== 'NewExpression'
    )
      return [];
    const callee = bare(node.callee);
    const path = pathOf(callee);
    const member =
      callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression' ? callee : null;
    const name =
      callee.type === 'Identifier'
        ? callee.name
        : member?.property.type === 'Identifier' && !member.computed
          ? member.property.name
          : '';
    const object = member === null ? null : bare(member.object);
    return [{ node, isNew: node.type === 'NewExpression', callee, name, path, object, args: node.arguments }];
  });
}

/** Without what only the type checker reads. */
export function bare(node: Node): Node {
  const isWrapper =
    node.type === 'TSNonNullExpression' ||
    node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'TSTypeAssertion' ||
    node.type === 'ParenthesizedExpression' ||
    node.type === 'TypeCastExpression' ||
    node.type === 'TSInstantiationExpression';
  return isWrapper ? bare(node.expression) : node;
}

/** `a.b.c`, `this.a`; '' for anything with calls or computed names. */
export function pathOf(node: Node): string {
  const at = bare(node);
  if (at.type === 'Identifier') return at.name;
  if (at.type === 'ThisExpression') return 'this';
  if (at.type === 'Import') return 'import';
  if (at.type !== 'MemberExpression' && at.type !== 'OptionalMemberExpression') return '';
  const object = pathOf(at.object);
  if (object === '' || at.computed) return '';
  const property = at.property;
  if (property.type === 'Identifier') return `${object}.${property.name}`;
  return property.type === 'PrivateName' ? `${object}.#${property.id.name}` : '';
}
