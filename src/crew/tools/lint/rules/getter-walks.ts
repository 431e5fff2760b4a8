// A getter that makes a list at each read: it looks like a field and costs like a walk.
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';

export const getterWalks: Rule = {
  id: 'getter-walks',
  category: 'missing_cache',
  alsoCategories: ['repeated_call'],
  cost: 'O(n) a read',
  severity: 'low',
  confidence: 'low',
  why: 'Who reads a field in a loop or a template does not see that all of a list is walked each time.',
  mend: 'Compute it where its source changes, or keep the last result (computed(), a memo).',
  bad: `class Cart { get open() { return this.items.filter((item) => !item.isDone); } }`,
  good: `class Cart { open = computed(() => this.items().filter((item) => !item.isDone)); }`,
  check: (source) =>
    source.calls.flatMap(({ node, name, args: [step] }) => {
      const owner = source.functionOf(node);
      const isGetter =
        (owner?.type === 'ClassMethod' || owner?.type === 'ObjectMethod') && owner.kind === 'get';
      return isGetter && /^(map|filter|sort|toSorted|reduce|flatMap)$/.test(name) && isInlineFunction(step)
        ? [{ node, message: `This getter walks a list by ${name} at each read.` }]
        : [];
    }),
};
