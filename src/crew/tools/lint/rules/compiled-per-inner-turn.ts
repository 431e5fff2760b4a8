// A pattern or template compiled in a loop inside of a loop, where the same ones come again in each outer turn.
import type { Node } from '@babel/types';
import { pathOf } from '../calls.ts';
import { isFrom } from '../invariance.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';
import { COMPILES } from './invariant-factory.ts';

export const compiledPerInnerTurn: Rule = {
  id: 'compiled-per-inner-turn',
  category: 'missing_cache',
  alsoCategories: ['expensive_construct'],
  cost: 'a compilation per pair of turns',
  severity: 'medium',
  confidence: 'medium',
  why: 'Groups of one kind mostly hold the same patterns, and each is parsed and compiled once per group.',
  mend: 'Keep what was compiled in a Map by its text, and compile only what the Map lacks.',
  bad: `export function clean(folders, path) {
    for (const folder of folders) for (const glob of folder.globs) { const match = picomatch(glob); if (match(path)) folder.drop(glob); }
  }`,
  good: `export function clean(folders, path) {
    const matchers = new Map();
    for (const folder of folders) for (const glob of folder.globs) {
      let match = matchers.get(glob);
      if (match === undefined) { match = picomatch(glob); matchers.set(glob, match); }
      if (match(path)) folder.drop(glob);
    }
  }`,
  check: (source) =>
    source.calls.flatMap(({ node, callee, args: [text] }) => {
      if (text === undefined || !COMPILES.test(pathOf(callee))) return [];
      const [inner, outer] = source.repeats(node);
      if (inner === undefined || outer === undefined || isFrom(inner.node, text, source)) return [];
      return isAsked(node, inner.node, source)
        ? []
        : [{ node, message: `\`${pathOf(callee)}\` compiles in a loop of a loop.` }];
    }),
};

/** Done only where something was not known yet. */
function isAsked(node: Node, region: Node, { tree }: Source): boolean {
  return tree
    .ancestors(node)
    .some(
      (at) =>
        tree.holds(region, at) &&
        (at.type === 'IfStatement' ||
          at.type === 'ConditionalExpression' ||
          at.type === 'LogicalExpression' ||
          (at.type === 'AssignmentExpression' && at.operator !== '=')),
    );
}
