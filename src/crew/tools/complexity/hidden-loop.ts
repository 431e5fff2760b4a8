// Calls and spreads that go through a whole list although no loop is written.
import type { Node } from '@babel/types';
import { findBacktracking } from '../lint/backtracking.ts';
import { type Call, bare } from '../lint/calls.ts';
import type { Source } from '../lint/source.ts';
import { exponential, type Growth, growsWith, ONCE } from './growth.ts';
import { sizeOf } from './size-of.ts';
import { lineOf } from './turns-of.ts';

const LINEAR =
  /^(map|forEach|filter|reduce|reduceRight|some|every|find|findIndex|findLast|findLastIndex|flatMap|flat|includes|indexOf|lastIndexOf|splice|shift|unshift|concat|slice|join|reverse|toReversed|toSpliced|fill|split|matchAll)$/;
const OF_ARGUMENT =
  /^(Object\.(keys|values|entries|fromEntries|assign|groupBy)|Map\.groupBy|Array\.from|JSON\.(parse|stringify)|structuredClone)$/;

/** Null for a call that is one step, as far as the language knows. */
export function hiddenLoop(call: Call, source: Source): Growth | null {
  const { name, object, path, args, node } = call;
  const line = lineOf(node, source);
  const [first] = args;
  if (OF_ARGUMENT.test(path) || (call.isNew && /^(Set|Map)$/.test(path))) {
    const size = first === undefined ? null : sizeOf(first, source);
    return size === null ? ONCE : growsWith({ size }, { reason: `${path} goes through ${size.label}`, line });
  }
  if (object === null) return null;
  const tested = /^(test|exec)$/.test(name)
    ? object
    : /^(match|matchAll|replace|replaceAll|search|split)$/.test(name)
      ? first
      : undefined;
  if (tested?.type === 'RegExpLiteral') {
    const why = findBacktracking(tested.pattern, tested.flags);
    const text = tested === object ? first : object;
    const size = why === null || text === undefined ? null : sizeOf(text, source);
    if (size !== null && why !== null)
      return why.includes('O(n²)')
        ? growsWith({ size, power: 2 }, { reason: why, line })
        : exponential(size, { reason: why, line });
  }
  if (/^(sort|toSorted)$/.test(name)) {
    const size = sizeOf(object, source);
    return size === null
      ? ONCE
      : growsWith({ size, logs: 1 }, { reason: `${name} orders ${size.label}`, line });
  }
  if (!LINEAR.test(name)) return null;
  const size = sizeOf(object, source);
  return size === null ? ONCE : growsWith({ size }, { reason: `${name} goes through ${size.label}`, line });
}

/** `[...rows]`, `{ ...row }` and `f(...rows)`. */
export function spreadCost(node: Extract<Node, { type: 'SpreadElement' }>, source: Source): Growth {
  // Properties of an object are few and not what it grows by.
  if (source.tree.parent(node)?.type === 'ObjectExpression') {
    const at = bare(node.argument);
    const isOnesOwn = at.type === 'Identifier' && isAccumulated(at, source);
    if (!isOnesOwn) return ONCE;
  }
  const size = sizeOf(node.argument, source);
  return size === null
    ? ONCE
    : growsWith({ size }, { reason: `a spread copies ${size.label}`, line: lineOf(node, source) });
}

/** `{ ...all, [key]: value }` with all the first parameter of a reducer. */
function isAccumulated(at: Extract<Node, { type: 'Identifier' }>, { scopes, tree }: Source): boolean {
  const binding = scopes.resolve(at);
  if (binding?.kind !== 'param') return false;
  const call = tree.parent(binding.declaration);
  const callee = call?.type === 'CallExpression' ? bare(call.callee) : null;
  return (
    callee?.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'reduce'
  );
}
