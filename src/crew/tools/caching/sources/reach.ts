// All code that may run when a handler runs.
import type { Node } from '@babel/types';
import { bare } from '../../lint/calls.ts';
import { isFunction } from '../../lint/functions.ts';
import { isReference } from '../../lint/scopes.ts';
import type { Source } from '../../lint/source.ts';
import type { Piece, Program } from './program.ts';

export interface Reached {
  readonly source: Source;
  /** The nodes of that piece alone, itself first. */
  readonly nodes: readonly Node[];
}

/** `stop` is not entered: the handlers of routes, where the code around them is looked at. */
export function reach(
  start: Piece,
  program: Program,
  stop: ReadonlySet<Node> = new Set(),
): readonly Reached[] {
  const seen = new Set<Node>();
  const found: Reached[] = [];
  const queue: Piece[] = [start];
  for (let piece = queue.shift(); piece !== undefined; piece = queue.shift()) {
    const { source, node: root } = piece;
    if (seen.has(root) || stop.has(root)) continue;
    seen.add(root);
    const nodes = nodesOf(piece, stop);
    found.push({ source, nodes });
    for (const node of nodes) {
      if (node.type === 'Identifier' && isReference(node, source.tree))
        queue.push(...program.resolve(node, source));
      const isCall = node.type === 'CallExpression' || node.type === 'OptionalCallExpression';
      const callee = isCall ? bare(node.callee) : node === root ? node : null;
      const isMember = callee?.type === 'MemberExpression' || callee?.type === 'OptionalMemberExpression';
      if (isMember && callee.property.type === 'Identifier' && !callee.computed)
        queue.push(...program.methods(callee.object, callee.property.name, source));
      if (node.type === 'NewExpression' && node.callee.type === 'Identifier')
        queue.push(...constructors(program.resolve(node.callee, source)));
    }
  }
  return found;
}

/** Methods and named functions inside run when they are called by name, not when the code around them runs. */
function nodesOf({ source, node: root }: Piece, stop: ReadonlySet<Node>): readonly Node[] {
  const { tree } = source;
  const within = tree.within(root);
  const nodes: Node[] = [root];
  for (let index = 0; index < within.length; index += 1) {
    const node = within[index];
    if (node === undefined) continue;
    if (stop.has(node) || (isFunction(node) && isCalledByName(node, source)))
      index += tree.within(node).length;
    else nodes.push(node);
  }
  return nodes;
}

function isCalledByName(node: Node, { tree }: Source): boolean {
  if (
    node.type === 'ClassMethod' ||
    node.type === 'ClassPrivateMethod' ||
    node.type === 'FunctionDeclaration'
  )
    return true;
  const parent = tree.parent(node);
  if (node.type !== 'ObjectMethod' && parent?.type !== 'ObjectProperty')
    return (
      parent?.type === 'VariableDeclarator' ||
      parent?.type === 'AssignmentExpression' ||
      parent?.type === 'ClassProperty'
    );
  const object = node.type === 'ObjectMethod' ? parent : parent === null ? null : tree.parent(parent);
  const user = object === null ? null : tree.parent(object);
  return user?.type !== 'CallExpression' && user?.type !== 'NewExpression';
}

function constructors(classes: readonly Piece[]): readonly Piece[] {
  return classes.flatMap(({ source, node }) =>
    node.type === 'ClassDeclaration' || node.type === 'ClassExpression'
      ? node.body.body.flatMap((member) =>
          member.type === 'ClassMethod' && member.kind === 'constructor' ? [{ source, node: member }] : [],
        )
      : [],
  );
}
