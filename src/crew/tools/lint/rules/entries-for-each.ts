// Pairs made of an object only to be walked by a function.
import { pathOf } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';

export const entriesForEach: Rule = {
  id: 'entries-for-each',
  category: 'micro_alloc',
  alsoCategories: ['extra_iteration'],
  cost: 'a list, and a pair per entry',
  severity: 'low',
  confidence: 'medium',
  why: 'A pair is made for each entry and a list of them all, to be taken apart at once.',
  mend: 'Walk the object: `for (const key in headers) out.set(key, headers[key]);`.',
  bad: `export function copy(headers, out) { Object.entries(headers).forEach(([key, value]) => out.set(key, value)); }`,
  good: `export function copy(headers, out) { for (const key in headers) out.set(key, headers[key]); }`,
  check: ({ calls, callAt, functionOf }) =>
    calls.flatMap(({ node, name, object, args: [step] }) => {
      const made = object === null ? undefined : callAt(object);
      const isPairs = made !== undefined && pathOf(made.callee) === 'Object.entries';
      return isPairs && name === 'forEach' && isInlineFunction(step) && functionOf(node) !== null
        ? [{ node, message: 'A list of pairs is made only to be walked.' }]
        : [];
    }),
};
