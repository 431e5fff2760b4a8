// map() whose list nobody takes.
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';

export const mapForEffects: Rule = {
  id: 'map-for-effects',
  category: 'extra_iteration',
  alsoCategories: ['micro_alloc'],
  cost: 'a list nobody reads',
  severity: 'low',
  confidence: 'low',
  why: 'map() makes a list as long as its own, which is thrown away.',
  mend: 'Use for … of or forEach.',
  bad: `export function announce(users) { users.map((user) => { user.greet(); }); }`,
  good: `export function announce(users) { for (const user of users) user.greet(); }`,
  check: ({ calls, tree }) =>
    calls.flatMap(({ node, name, object, args: [step] }) => {
      const isDropped = tree.parent(node)?.type === 'ExpressionStatement';
      return object !== null && name === 'map' && isInlineFunction(step) && isDropped
        ? [{ node, message: 'The list that map makes is thrown away.' }]
        : [];
    }),
};
