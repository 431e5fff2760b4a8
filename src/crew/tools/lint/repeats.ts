// What makes code run again and again: loops, and the callbacks of array methods, which are loops by another name.
import type { Node } from '@babel/types';
import { bare } from './calls.ts';
import { isFunction } from './functions.ts';
import type { Scopes } from './scopes.ts';
import type { Tree } from './tree.ts';

export interface Repeat {
  readonly kind: 'loop' | 'callback' | 'called';
  /** The loop, the callback, or the function that a loop calls by its name. */
  readonly node: Node;
  /** What is gone through, where it is known. */
  readonly over: Node | null;
  /** Array method, for callbacks. */
  readonly method: string;
}

export const ITERATING: ReadonlySet<string> = new Set([
  'map',
  'forEach',
  'filter',
  'reduce',
  'reduceRight',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flatMap',
  'sort',
  'toSorted',
  'eachLimit',
  'each',
]);
/** A list so short that going through it is no loop to speak of. */
const FEW = 8;

interface Names {
  readonly scopes: Scopes;
  /** Functions whose name a loop calls. */
  readonly named: ReadonlyMap<Node, Repeat>;
}

/** From the innermost outwards, up to the function whose calls nobody counts. */
export function repeatsOf(node: Node, tree: Tree, { scopes, named }: Names): readonly Repeat[] {
  const found: Repeat[] = [];
  let child = node;
  for (const at of tree.ancestors(node)) {
    const repeat = isFunction(at) ? (callbackOf(at, tree) ?? named.get(at) ?? null) : loopOf(at, child);
    if (repeat !== null && !isShort(repeat.over, tree, scopes)) found.push(repeat);
    if (isFunction(at) && repeat === null && !isCalledAtOnce(at, tree)) break;
    child = at;
  }
  return found;
}

/** Whether a loop or a callback of a list stands between this and its function. */
export function loopAround(node: Node, tree: Tree): boolean {
  let child = node;
  for (const at of tree.ancestors(node)) {
    if (isFunction(at) ? callbackOf(at, tree) !== null : loopOf(at, child) !== null) return true;
    if (isFunction(at)) return false;
    child = at;
  }
  return false;
}

function loopOf(node: Node, child: Node): Repeat | null {
  const asLoop = (over: Node | null): Repeat => ({ kind: 'loop', node, over, method: '' });
  if (node.type === 'ForOfStatement' || node.type === 'ForInStatement')
    return child === node.body ? asLoop(node.right) : null;
  if (node.type === 'ForStatement')
    return child === node.init || isFewTurns(node.test ?? null) ? null : asLoop(null);
  // `do … while (false)` runs once.
  const isOnce = node.type === 'DoWhileStatement' && node.test.type === 'BooleanLiteral' && !node.test.value;
  return (node.type === 'WhileStatement' || node.type === 'DoWhileStatement') && !isOnce
    ? asLoop(null)
    : null;
}

/** `i < 3`. */
function isFewTurns(test: Node | null): boolean {
  return test?.type === 'BinaryExpression' && test.right.type === 'NumericLiteral' && test.right.value <= FEW;
}

function callbackOf(node: Node, tree: Tree): Repeat | null {
  const call = tree.parent(node);
  if (call?.type !== 'CallExpression' && call?.type !== 'OptionalCallExpression') return null;
  const callee = bare(call.callee);
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return null;
  if (callee.property.type !== 'Identifier' || callee.computed) return null;
  const method = callee.property.name;
  if (ITERATING.has(method) && call.arguments[0] === node)
    return { kind: 'callback', node, over: callee.object, method };
  // Once per match.
  if (/^replace(All)?$/.test(method) && call.arguments[1] === node)
    return { kind: 'called', node, over: null, method };
  const isArrayFrom =
    method === 'from' && callee.object.type === 'Identifier' && callee.object.name === 'Array';
  const over = call.arguments[0];
  return isArrayFrom && over !== undefined && over !== node ? { kind: 'callback', node, over, method } : null;
}

function isCalledAtOnce(node: Node, tree: Tree): boolean {
  const parent = tree.parent(node);
  return parent?.type === 'CallExpression' && bare(parent.callee) === node;
}

/** A list written out, here or where the constant is declared, that nobody lengthens. */
function isShort(over: Node | null, tree: Tree, scopes: Scopes): boolean {
  if (over === null) return false;
  const list = bare(over);
  if (list.type === 'ArrayExpression')
    return list.elements.length <= FEW && list.elements.every((element) => element?.type !== 'SpreadElement');
  if (list.type !== 'Identifier') return false;
  const binding = scopes.resolve(list);
  if (binding?.kind !== 'const' || binding.init === null || bare(binding.init).type !== 'ArrayExpression')
    return false;
  return (
    isShort(binding.init, tree, scopes) && !binding.references.some((reference) => isGrown(reference, tree))
  );
}

function isGrown(list: Node, tree: Tree): boolean {
  const member = tree.parent(list);
  return (
    member?.type === 'MemberExpression' &&
    member.property.type === 'Identifier' &&
    /^(push|unshift|splice)$/.test(member.property.name)
  );
}
