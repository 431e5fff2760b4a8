// A list replaced by a copy of itself with more members.
import { bare, pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const concatToSelf: Rule = {
  id: 'concat-to-self',
  category: 'redundant_copy',
  alsoCategories: ['micro_alloc', 'spread_accumulate'],
  cost: 'a copy of the whole list for each addition',
  severity: 'low',
  confidence: 'medium',
  why: 'concat copies what is there already, and the old list is thrown away.',
  mend: 'Push the new members.',
  bad: `export function add(change, values) { change.parts.each = change.parts.each.concat(values); }`,
  good: `export function add(change, values) { change.parts.each.push(...values); }`,
  check: ({ tree, callAt, functionOf, repeats }) =>
    tree.of('AssignmentExpression').flatMap((node) => {
      const made = bare(node.right);
      const call = callAt(made);
      const target = pathOf(node.left);
      const isSelf =
        node.operator === '=' &&
        call?.name === 'concat' &&
        call.object !== null &&
        target.includes('.') &&
        pathOf(call.object) === target;
      return isSelf && functionOf(node) !== null && repeats(node).length === 0
        ? [{ node, message: `\`${target}\` is copied to be longer.` }]
        : [];
    }),
};
