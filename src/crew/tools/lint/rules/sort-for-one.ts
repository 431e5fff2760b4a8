// A list sorted for its first or last member.
import { bare, pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const sortForOne: Rule = {
  id: 'sort-for-one',
  category: 'extra_sort',
  cost: 'O(n log n) where O(n) would do',
  severity: 'low',
  confidence: 'high',
  why: 'All members are brought into order and all but one thrown away.',
  mend: 'Keep the best so far in one pass (reduce), or Math.min and Math.max.',
  bad: `export const newest = (posts) => posts.sort((a, b) => b.date - a.date)[0];`,
  good: `export const newest = (posts) => posts.reduce((best, post) => (post.date > best.date ? post : best));`,
  check: ({ tree, calls, callAt, textOf }) => [
    ...calls.flatMap(({ node, name, object, args }) => {
      const isTaken = /^(pop|shift)$/.test(name) && args.length === 0;
      const sorted = object === null ? null : callAt(object);
      return isTaken && /^(sort|toSorted)$/.test(sorted?.name ?? '')
        ? [{ node, message: `A whole list is sorted for the one that ${name} takes.` }]
        : [];
    }),
    ...[...tree.of('MemberExpression'), ...tree.of('OptionalMemberExpression')].flatMap((node) => {
      const sorted = bare(node.object);
      const isFirst = node.computed && node.property.type === 'NumericLiteral' && node.property.value === 0;
      const isSort =
        (sorted.type === 'CallExpression' || sorted.type === 'OptionalCallExpression') &&
        /\.(sort|toSorted)$/.test(pathOf(sorted.callee) || textOf(sorted.callee));
      return isFirst && isSort ? [{ node, message: 'A whole list is sorted for its first member.' }] : [];
    }),
  ],
};
