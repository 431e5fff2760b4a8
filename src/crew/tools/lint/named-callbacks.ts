// Functions with a name that a loop of the same file calls, or a method of lists is given: their bodies run per turn too.
import type { Node } from '@babel/types';
import { bare } from './calls.ts';
import { type FunctionNode, isFunction } from './functions.ts';
import { ITERATING, loopAround, type Repeat } from './repeats.ts';
import type { Binding, Scopes } from './scopes.ts';
import type { Tree } from './tree.ts';

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
  return found;
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
  return loopAround(call, tree) ? { kind: 'called', node: named, over: null, method: '' } : null;
}
