// Paths that name a domain where mistakes are dear: each domain counts once, however many files name it.
import { termFinder } from '../features/path-words.ts';
import { evidenceOf, type RiskRule } from '../rule.ts';

export const domains: RiskRule = {
  sole: false,
  judge: ({ files }, policy) =>
    Object.entries(policy.domains).flatMap(([name, { points, words }]) => {
      const isNamed = termFinder(words);
      const named = files.filter((file) => isNamed(file.words));
      if (named.length === 0 || points === 0) return [];
      const count = named.length === 1 ? 'A path names' : `${named.length} paths name`;
      return [
        { id: `domain:${name}`, points, reason: `${count} the domain ${name}.`, evidence: evidenceOf(named) },
      ];
    }),
};
