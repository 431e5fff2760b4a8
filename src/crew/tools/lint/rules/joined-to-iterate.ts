// Lists joined into a new one only to be walked.
import type { Node } from '@babel/types';
import { bare } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';

export const joinedToIterate: Rule = {
  id: 'joined-to-iterate',
  category: 'micro_alloc',
  alsoCategories: ['redundant_copy', 'extra_iteration'],
  cost: 'a list as long as all of them, thrown away',
  severity: 'low',
  confidence: 'medium',
  why: 'All members are copied into one list, which is walked once and forgotten.',
  mend: 'Walk one list after the other.',
  bad: `export function visit(first, second, step) { [...first, ...second].forEach((one) => step(one)); }`,
  good: `export function visit(first, second, step) {
    for (const one of first) step(one);
    for (const one of second) step(one);
  }`,
  check: ({ calls, tree }) => {
    const message = 'Lists are copied into one only to be walked.';
    const walked = calls.flatMap(({ node, name, object, args: [step] }) =>
      object !== null && name === 'forEach' && isInlineFunction(step) && isJoined(object)
        ? [{ node, message }]
        : [],
    );
    const looped = tree
      .of('ForOfStatement')
      .flatMap((node) => (isJoined(node.right) ? [{ node, message }] : []));
    return [...walked, ...looped];
  },
};

/** `[...first, ...second]`, of nothing but lists. */
function isJoined(node: Node): boolean {
  const list = bare(node);
  return (
    list.type === 'ArrayExpression' &&
    list.elements.length > 1 &&
    list.elements.every((element) => element?.type === 'SpreadElement')
  );
}
