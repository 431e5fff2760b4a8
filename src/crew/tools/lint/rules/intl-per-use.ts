// Formatters and collators made for one use.
import { pathOf } from '../calls.ts';
import { isFrom } from '../invariance.ts';
import type { Rule } from '../rule.ts';

const IMPLICIT = /^(localeCompare|toLocaleString|toLocaleDateString|toLocaleTimeString)$/;

export const intlPerUse: Rule = {
  id: 'intl-per-use',
  category: 'expensive_construct',
  alsoCategories: ['hoist_invariant'],
  cost: 'locale data per element',
  severity: 'medium',
  confidence: 'high',
  why: 'Making a formatter or collator costs about a hundred times what one use of it does; with a locale named, engines make one per call.',
  mend: 'Make one `Intl.Collator`, `Intl.DateTimeFormat` or `Intl.NumberFormat` outside and call it in the loop.',
  bad: `export const order = (files: File[]) => files.sort((a, b) => a.path.localeCompare(b.path, 'en-US'));`,
  good: `const collator = new Intl.Collator('en-US');
  export const order = (files: File[]) => files.sort((a, b) => collator.compare(a.path, b.path));`,
  check: (source) =>
    source.calls.flatMap(({ node, name, callee, args }) => {
      const [repeat] = source.repeats(node);
      if (repeat === undefined) return [];
      const options = name === 'localeCompare' ? args.slice(1) : args;
      const isImplicit =
        IMPLICIT.test(name) && options.length > 0 && options.every((arg) => isFrom(repeat.node, arg, source));
      const isMade = /^Intl\.\w+(Format|Collator|Rules|Segmenter|Names)$|^Intl\.Collator$/.test(
        pathOf(callee),
      );
      return isImplicit || isMade
        ? [{ node, message: `${isMade ? pathOf(callee) : name} with a locale is made ready in each turn.` }]
        : [];
    }),
};
