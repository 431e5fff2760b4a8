// Properties deleted in a loop: the object becomes a dictionary, and all later reads of it slower.
import type { Rule } from '../rule.ts';

export const deleteInLoop: Rule = {
  id: 'delete-in-loop',
  category: 'other',
  cost: 'each later read of the object',
  severity: 'low',
  confidence: 'low',
  why: 'Engines give up the fixed layout of an object when fields of it are deleted; reads then go through a hash table.',
  mend: 'Build a new object of what stays (`const { secret, ...rest } = row`), or use a Map where keys come and go.',
  bad: `function strip(rows) { for (const row of rows) { delete row.password; } return rows; }`,
  good: `function strip(rows) { return rows.map(({ password, ...rest }) => rest); }`,
  check: (source) =>
    source.tree.of('UnaryExpression').flatMap((node) => {
      const isField =
        node.operator === 'delete' && node.argument.type === 'MemberExpression' && !node.argument.computed;
      return isField && source.repeats(node).length > 0
        ? [{ node, message: 'A field is deleted from each object of a loop.' }]
        : [];
    }),
};
