// Work in a loop that gives the same result in each turn.
import type { Node } from '@babel/types';
import { type Call, pathOf } from '../calls.ts';
import { isInvariant } from '../invariance.ts';
import { isPathCall, isTextCall } from '../pure.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

const PURE =
  /^(Object\.(keys|values|entries|fromEntries|getOwnPropertyNames)|JSON\.(parse|stringify)|Array\.from|structuredClone|Set|Map)$/;
const CASE = /^to(Lower|Upper)Case$/;
/** Ask something of each member. */
const TESTS = /^(filter|find\w*|some|every|sort|toSorted)$/;
const METHODS = /^(map|filter|flatMap|toSorted)$/;

export const invariantInLoop: Rule = {
  id: 'invariant-in-loop',
  category: 'hoist_invariant',
  alsoCategories: ['repeated_call'],
  cost: 'the work times the turns',
  severity: 'medium',
  confidence: 'high',
  why: 'Nothing it reads changes in the loop, so each turn computes what the first already knew.',
  mend: 'Compute it once before the loop.',
  bad: `function check(rows: Row[], allowed: Record<string, Column>) {
    for (const row of rows) { const names = Object.keys(allowed); verify(row, names); }
  }`,
  good: `function check(rows: Row[], allowed: Record<string, Column>) {
    const names = Object.keys(allowed);
    for (const row of rows) { verify(row, names); }
  }`,
  check: (source) =>
    source.calls.flatMap((call) => {
      const [repeat] = source.turns(call.node);
      if (repeat === undefined || !isWork(call, source) || !isInvariant(repeat.node, call.node, source))
        return [];
      if (reads(call, source) === 0) return [];
      // A path or a trimmed word is quick; in a test of each member the words are compared.
      const isQuick = isPathCall(call, source) && repeat.kind === 'loop';
      if (CASE.test(call.name) && !(repeat.kind === 'callback' && TESTS.test(repeat.method))) return [];
      const isBesideWait = repeat.kind === 'loop' && isTextCall(call) && waits(repeat.node, source);
      const isUnsure = isQuick || isBesideWait ? { confidence: 'low' as const } : {};
      return [
        {
          ...isUnsure,
          node: call.node,
          message: `${source.textOf(call.node).slice(0, 60)} is the same in each turn.`,
        },
      ];
    }),
};

/** Beside what a turn waits for, a word joined or cut is nothing. */
function waits(loop: Node, { tree, functionOf }: Source): boolean {
  return tree
    .of('AwaitExpression')
    .some((wait) => tree.holds(loop, wait) && functionOf(wait) === functionOf(loop));
}

/** Makes a list, a map or a text of something whole. */
function isWork(call: Call, source: Source): boolean {
  const { callee, name, object, isNew, args } = call;
  const { tree, calls } = source;
  if (isPathCall(call, source) || isTextCall(call)) return true;
  const path = pathOf(callee);
  if (PURE.test(path))
    return isNew ? /^(Set|Map)$/.test(path) && args.length > 0 : !/^(Set|Map|URL)$/.test(path);
  if (object === null || !METHODS.test(name) || pathOf(object) === '') return false;
  // A callback that calls others may do more than compute.
  return calls.every((inner) => !args.some((arg) => tree.holds(arg, inner.node)));
}

/** How many names from outside it reads: a literal alone is no work. */
function reads({ node }: Call, { tree, scopes }: Source): number {
  return tree.within(node).filter((at) => at.type === 'Identifier' && scopes.resolve(at) !== null).length;
}
