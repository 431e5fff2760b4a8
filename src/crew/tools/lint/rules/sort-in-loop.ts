// A list sorted again in each turn.
import { pathOf } from '../calls.ts';
import { isFrom } from '../invariance.ts';
import type { Rule } from '../rule.ts';

export const sortInLoop: Rule = {
  id: 'sort-in-loop',
  category: 'extra_sort',
  cost: 'O(n² log n)',
  severity: 'high',
  confidence: 'high',
  why: 'The whole list is brought into order in each turn although one order at the end, or a heap, would do.',
  mend: 'Sort once after the loop; keep a heap where the smallest is needed in each turn.',
  bad: `function collect(items: number[], best: number[]) {
    for (const item of items) { best.push(item); best.sort((a, b) => a - b); }
  }`,
  good: `function collect(items: number[], best: number[]) {
    for (const item of items) { best.push(item); }
    best.sort((a, b) => a - b);
  }`,
  check: (source) =>
    source.calls.flatMap(({ node, name, object }) => {
      const [repeat] = source.repeats(node);
      const isOuter =
        object !== null &&
        repeat !== undefined &&
        /^(sort|toSorted)$/.test(name) &&
        pathOf(object) !== '' &&
        isFrom(repeat.node, object, source);
      return isOuter ? [{ node, message: `\`${pathOf(object)}\` is sorted in each turn.` }] : [];
    }),
};
