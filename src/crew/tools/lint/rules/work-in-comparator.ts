// Work in a comparator, done again for each comparison of the same member.
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

const WORK =
  /^(toLowerCase|toUpperCase|toLocaleLowerCase|split|replace|replaceAll|match|normalize|trim|getTime|parse|find|indexOf|findIndex|filter|map|join|stringify|format|statSync)$/;

export const workInComparator: Rule = {
  id: 'work-in-comparator',
  category: 'repeated_call',
  cost: 'the work n·log n times instead of n times',
  severity: 'low',
  confidence: 'medium',
  why: 'A sort compares each member about log₂ n times, and its key is computed anew each time.',
  mend: 'Compute the keys once (map to pairs, sort, map back), or keep them in a Map.',
  bad: `export const byName = (users) => users.sort((a, b) => compare(a.name.toLowerCase(), b.name.toLowerCase()));`,
  good: `export const byName = (users) => users.map((user) => [user.name.toLowerCase(), user])
    .sort(([one], [other]) => compare(one, other));`,
  check: (source) => {
    const seen = new Set<unknown>();
    return source.calls.flatMap(({ node, name, callee, isNew }) => {
      const [repeat] = source.repeats(node);
      const isComparator = repeat?.kind === 'callback' && /^(sort|toSorted)$/.test(repeat.method);
      const isWork = (!isNew && WORK.test(name)) || (isNew && pathOf(callee) === 'Date');
      if (!isComparator || !isWork || seen.has(repeat.node)) return [];
      seen.add(repeat.node);
      return [{ node, message: `\`${isNew ? 'new Date' : name}\` runs at each comparison of a sort.` }];
    });
  },
};
