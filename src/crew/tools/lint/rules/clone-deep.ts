// Everything below a value copied.
import type { Rule } from '../rule.ts';

export const cloneDeep: Rule = {
  id: 'clone-deep',
  category: 'json_clone',
  alsoCategories: ['redundant_copy'],
  cost: 'O(size of everything below)',
  severity: 'low',
  confidence: 'medium',
  why: 'The whole tree is walked and made anew, whatever part of it will be changed.',
  mend: 'Copy only the levels that change (`{ ...value, part: { ...value.part } }`), or do not change what others hold.',
  bad: `import { cloneDeep } from 'lodash-es';
  export function configOf(context) { return cloneDeep(context.config); }`,
  good: `export function configOf(context) { return { ...context.config, name: context.name }; }`,
  check: ({ calls, functionOf }) =>
    calls.flatMap(({ node, name, args }) =>
      /^(cloneDeep|cloneDeepWith)$/.test(name) && args.length > 0 && functionOf(node) !== null
        ? [{ node, message: `\`${name}\` copies everything below the value.` }]
        : [],
    ),
};
