// One list walked by a chain of methods, each with a list of its own.
import type { Node } from '@babel/types';
import { bare, pathOf } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';

const STEP = /^(map|filter|flatMap)$/;

export const passAfterPass: Rule = {
  id: 'pass-after-pass',
  category: 'extra_iteration',
  cost: 'a walk and a list per step',
  severity: 'low',
  confidence: 'low',
  why: 'Each step walks all of what the one before has made, and makes a list that only the next one reads.',
  mend: 'Do the steps in one loop (or one reduce or flatMap) where the list may be long.',
  bad: `export const names = (users) =>
    users.filter((user) => user.isActive).map((user) => user.name).filter((name) => name !== '');`,
  good: `export function names(users) {
    const found = [];
    for (const { isActive, name } of users) if (isActive && name !== '') found.push(name);
    return found;
  }`,
  check: ({ tree, repeats }) =>
    tree.of('CallExpression').flatMap((node) => {
      const parent = tree.parent(node);
      const isInner = parent?.type === 'MemberExpression' && passesOf(tree.parent(parent)) > 0;
      const outer = parent?.type === 'CallExpression' ? pathOf(parent.callee) : '';
      if (outer === 'Object.fromEntries') return [];
      const passes = passesOf(node);
      const isRepeated = passes === 2 && repeats(node).length > 0;
      if (isInner || (passes < 3 && !isRepeated)) return [];
      return [
        {
          node,
          message: `A list is walked ${passes} times by one chain.`,
          ...(repeats(node).length > 0 ? { confidence: 'medium' as const } : {}),
        },
      ];
    }),
};

/** How many steps with a function end in this one. */
function passesOf(node: Node | null): number {
  if (node === null) return 0;
  const call = bare(node);
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return 0;
  const { property, object } = call.callee;
  const [step] = call.arguments;
  const isStep =
    property.type === 'Identifier' &&
    STEP.test(property.name) &&
    (isInlineFunction(step) || step?.type === 'Identifier');
  return isStep ? 1 + passesOf(object) : 0;
}
