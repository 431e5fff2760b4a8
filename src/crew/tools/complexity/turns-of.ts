// How often a loop turns.
import type { Node } from '@babel/types';
import { bare, pathOf } from '../lint/calls.ts';
import type { Source } from '../lint/source.ts';
import { type Growth, growsWith, ONCE, type Size, unknownGrowth } from './growth.ts';
import { sizeOf } from './size-of.ts';

export type Loop = Extract<
  Node,
  { type: 'ForStatement' | 'ForOfStatement' | 'ForInStatement' | 'WhileStatement' | 'DoWhileStatement' }
>;

export function isLoop(node: Node): node is Loop {
  return /^(For|ForIn|ForOf|While|DoWhile)Statement$/.test(node.type);
}

export function turnsOf(loop: Loop, source: Source): Growth {
  const line = lineOf(loop, source);
  const over = (size: Size | null, logs = false): Growth => {
    if (size === null) return ONCE;
    return logs
      ? growsWith({ size, power: 0, logs: 1 }, { reason: `each turn halves ${size.label}`, line })
      : growsWith({ size }, { reason: `a loop over ${size.label}`, line });
  };
  if (loop.type === 'ForOfStatement' || loop.type === 'ForInStatement')
    return over(sizeOf(loop.right, source));
  const { test } = loop;
  if (!test) return unknownGrowth(`the loop in line ${loop.loc?.start.line ?? 1} ends inside of its body`);
  if (loop.type === 'DoWhileStatement' && test.type === 'BooleanLiteral' && !test.value) return ONCE;
  const bound = boundOf(test, loop, source);
  if (bound === undefined)
    return unknownGrowth(
      `how often the loop in line ${loop.loc?.start.line ?? 1} turns is not told by its condition`,
    );
  return over(bound, isHalving(loop, source));
}

/** What the condition compares with; null where that is fixed, undefined where nothing is told. */
function boundOf(condition: Node, loop: Loop, source: Source): Size | null | undefined {
  const test = bare(condition);
  if (test.type === 'LogicalExpression' && test.operator === '&&') {
    const left = boundOf(test.left, loop, source);
    return left === undefined ? boundOf(test.right, loop, source) : left;
  }
  // `while (queue.length)`
  if (isLength(test)) return sizeOf(test, source);
  if (test.type !== 'BinaryExpression' || !/^([<>]=?|!==?)$/.test(test.operator)) return undefined;
  const sides = [test.left, test.right].filter((side) => side.type !== 'PrivateName');
  const measured = sides.flatMap((side) => [side, ...source.tree.within(side)]).find(isLength);
  if (measured !== undefined) return sizeOf(measured, source);
  const [left, right] = sides;
  if (left === undefined || right === undefined) return undefined;
  const counter = [left, right].find((side) => isCounted(side, loop, source));
  if (counter === undefined) return undefined;
  const limit = counter === left ? right : left;
  // `for (let i = n; i > 0; i--)`, where what it starts from counts.
  const start = startOf(counter, source);
  const down =
    loop.type === 'ForStatement' && loop.update?.type === 'UpdateExpression' && loop.update.operator === '--';
  if (down) return start === null ? null : sizeOf(start, source);
  const outer = startOf(limit, source) === null ? null : outerBound(limit, loop, source);
  return outer ?? sizeOf(limit, source) ?? (start === null ? null : sizeOf(start, source));
}

/** `j < i`, where i counts a loop around it. */
function outerBound(limit: Node, loop: Loop, source: Source): Size | null {
  const at = bare(limit);
  const binding = at.type === 'Identifier' ? source.scopes.resolve(at) : null;
  const outer = source.tree
    .ancestors(loop)
    .find(
      (one) => one.type === 'ForStatement' && binding !== null && source.tree.holds(one, binding.identifier),
    );
  if (outer?.type !== 'ForStatement' || !outer.test || binding === null || outer.init === binding.init)
    return null;
  return binding.scope === outer ? (boundOf(outer.test, outer, source) ?? null) : null;
}

function isLength(node: Node): boolean {
  return (
    (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') &&
    node.property.type === 'Identifier' &&
    !node.computed &&
    /^(length|size)$/.test(node.property.name)
  );
}

function isCounted(side: Node, loop: Loop, { scopes, tree }: Source): boolean {
  const at = bare(side);
  const binding = at.type === 'Identifier' ? scopes.resolve(at) : null;
  return binding?.writes.some((write) => tree.holds(loop, write)) === true;
}

function startOf(side: Node, { scopes }: Source): Node | null {
  const at = bare(side);
  return at.type === 'Identifier' ? (scopes.resolve(at)?.init ?? null) : null;
}

/** `i *= 2`, `i >>= 1`, or `middle = (low + high) / 2` as a binary search has it. */
function isHalving(loop: Loop, source: Source): boolean {
  return source.tree.within(loop).some((node) => {
    if (node.type === 'AssignmentExpression' && /^(\*|\/|>>>?|<<)=$/.test(node.operator))
      return loop.type === 'ForStatement' ? node === loop.update : source.repeats(node)[0]?.node === loop;
    if (node.type !== 'BinaryExpression' || loop.type === 'ForStatement') return false;
    const right = pathOf(node.right) === '' && node.right.type === 'NumericLiteral' ? node.right.value : 0;
    const isMiddle = (node.operator === '/' && right === 2) || (/^>>>?$/.test(node.operator) && right === 1);
    const left = bare(node.left);
    return isMiddle && left.type === 'BinaryExpression' && left.operator === '+';
  });
}

export function lineOf(node: Node, { path }: Source): string {
  return `${path}:${node.loc?.start.line ?? 1}`;
}
