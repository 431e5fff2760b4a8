// A list filtered twice in a row, where one pass could ask both questions.
import type { Node } from '@babel/types';
import { bare } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';

export const filterAfterFilter: Rule = {
  id: 'filter-after-filter',
  category: 'extra_iteration',
  alsoCategories: ['micro_alloc'],
  cost: 'one more walk and one more list',
  severity: 'low',
  confidence: 'low',
  why: 'The first filter makes a list that only the second one reads.',
  mend: 'Ask both in one: `filter((one) => isThis(one) && isThat(one))`.',
  bad: `export const open = (jobs) => jobs.filter((job) => !job.isDone).filter((job) => job.owner !== null);`,
  good: `export const open = (jobs) => jobs.filter((job) => !job.isDone && job.owner !== null);`,
  check: ({ calls, tree }) =>
    calls.flatMap(({ node, object }) =>
      object !== null &&
      isFilter(node) &&
      isFilter(object) &&
      !isFilter(tree.parent(tree.parent(node) ?? node))
        ? [{ node, message: 'A list is filtered twice in a row.' }]
        : [],
    ),
};

function isFilter(node: Node | null): boolean {
  const call = node === null ? null : bare(node);
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  const { property } = call.callee;
  const [test] = call.arguments;
  return (
    property.type === 'Identifier' &&
    property.name === 'filter' &&
    (isInlineFunction(test) || test?.type === 'Identifier')
  );
}
