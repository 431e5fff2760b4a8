// Everything collected into a table of which one entry is given back.
import type { Rule } from '../rule.ts';

export const allForOne: Rule = {
  id: 'all-for-one',
  category: 'extra_work',
  alsoCategories: ['extra_iteration', 'micro_alloc'],
  cost: 'a walk over everything and a table of it, for one entry',
  severity: 'low',
  confidence: 'medium',
  why: 'The table is filled with all entries, one is read, and the rest is thrown away.',
  mend: 'Ask for the one entry first; fill the table only where all of it is wanted.',
  bad: `export function header(raw, name) {
    const all = {};
    raw.headers.forEach((value, key) => { all[key] = value; });
    return all[name.toLowerCase()];
  }`,
  good: `export function header(raw, name) { return raw.headers.get(name.toLowerCase()); }`,
  check: ({ scopes, tree, functionOf, repeats }) =>
    scopes.bindings.flatMap(({ init, references, identifier }) => {
      const owner = functionOf(identifier);
      if (init?.type !== 'ObjectExpression' || init.properties.length > 0 || owner === null) return [];
      let isFilled = false;
      let isAsked = false;
      for (const reference of references) {
        const member = tree.parent(reference);
        const use = member === null ? null : tree.parent(member);
        if (member?.type === 'ReturnStatement') continue;
        if (member?.type !== 'MemberExpression' || member.object !== reference || !member.computed) return [];
        if (use?.type === 'AssignmentExpression' && use.left === member) isFilled ||= repeats(use).length > 0;
        else if (use?.type === 'ReturnStatement' && functionOf(use) === owner && repeats(use).length === 0)
          isAsked = true;
        else return [];
      }
      return isFilled && isAsked
        ? [{ node: init, message: `\`${identifier.name}\` is filled with everything for one entry.` }]
        : [];
    }),
};
