// A list brought into order before most of it may be thrown away.
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';

export const sortBeforeFilter: Rule = {
  id: 'sort-before-filter',
  category: 'extra_sort',
  cost: 'O(n log n) for all instead of for what stays',
  severity: 'low',
  confidence: 'medium',
  why: 'Members that the filter drops are compared and moved first; a filter keeps the order, so it may run before.',
  mend: 'Filter first, then sort what is left.',
  bad: `export const open = (rows) => rows.toSorted((a, b) => a.date - b.date).filter((row) => row.isOpen);`,
  good: `export const open = (rows) => rows.filter((row) => row.isOpen).sort((a, b) => a.date - b.date);`,
  check: ({ calls, callAt }) =>
    calls.flatMap(({ node, name, object, args: [test] }) => {
      if (object === null || name !== 'filter' || !isInlineFunction(test) || test.params.length > 1)
        return [];
      const sorted = callAt(object);
      return /^(sort|toSorted)$/.test(sorted?.name ?? '')
        ? [{ node, message: 'What this filter drops was sorted before.' }]
        : [];
    }),
};
