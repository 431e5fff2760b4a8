// Functions that run per turn although no loop stands around them: named ones that a loop of the file calls, and visitors of trees.
import type { CallExpression, Node } from '@babel/types';
import { bare, pathOf } from './calls.ts';
import { type FunctionNode, isFunction } from './functions.ts';
import { ITERATING, loopAround, type Repeat } from './repeats.ts';
import type { Binding, Scopes } from './scopes.ts';
import type { Tree } from './tree.ts';

const WALKS = /^(walk|traverse|visit|forEachChild|eachChild|visitEachChild|forEachDescendant)[A-Z]?\w*$/;

export function namedCallbacks(tree: Tree, scopes: Scopes): ReadonlyMap<Node, Repeat> {
  const found = new Map<Node, Repeat>();
  for (const binding of scopes.bindings) {
    const named = functionOf(binding);
    if (named === null || binding.writes.length > 0) continue;
    for (const reference of binding.references) {
      const repeat = tree.holds(named, reference) ? null : repeatBy(reference, named, tree);
      if (repeat !== null) found.set(named, repeat);
    }
  }
  for (const visitor of tree.nodes)
    if (isFunction(visitor) && isVisitor(visitor, tree)) found.set(visitor, called(visitor));
  return found;
}

/** `walk(tree, { enter(node) {} })`, `ts.forEachChild(node, visit)`: once per node. */
function isVisitor(visitor: FunctionNode, tree: Tree): boolean {
  const [holder, outer, most] = tree.ancestors(visitor);
  if (holder?.type === 'CallExpression') return walks(holder) && holder.callee !== visitor;
  const isMember = visitor.type === 'ObjectMethod' || holder?.type === 'ObjectProperty';
  const call = visitor.type === 'ObjectMethod' ? outer : most;
  return isMember && call?.type === 'CallExpression' && walks(call);
}

function walks({ callee }: CallExpression): boolean {
  return WALKS.test(pathOf(callee).split('.').at(-1) ?? '');
}

function called(node: Node): Repeat {
  return { kind: 'called', node, over: null, method: '' };
}

/** Declared by its own name or kept in a constant. */
function functionOf({ declaration, init }: Binding): FunctionNode | null {
  if (declaration.type === 'FunctionDeclaration') return declaration;
  const value = init === null ? null : bare(init);
  return value !== null && isFunction(value) ? value : null;
}

/** `words.filter(isLong)`, or `isLong(word)` and `ask(isLong)` in a loop. */
function repeatBy(reference: Node, named: FunctionNode, tree: Tree): Repeat | null {
  const call = tree.parent(reference);
  if (call?.type !== 'CallExpression' && call?.type !== 'OptionalCallExpression') return null;
  const callee = bare(call.callee);
  const isMember = callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression';
  if (isMember && callee.property.type === 'Identifier' && call.arguments[0] === reference) {
    const { name: method } = callee.property;
    if (ITERATING.has(method)) return { kind: 'callback', node: named, over: callee.object, method };
  }
  return loopAround(call, tree) ? called(named) : null;
}
