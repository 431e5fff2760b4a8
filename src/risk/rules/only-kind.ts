// A change of nothing but documentation, or nothing but tests, cannot break what runs.
import { evidenceOf, type RiskRule } from '../rule.ts';

export const onlyKind: RiskRule = {
  sole: true,
  judge: ({ files, onlyKind: kind }, policy) => {
    if (kind !== 'doc' && kind !== 'test') return [];
    const [id, points, what] =
      kind === 'doc'
        ? (['docs-only', policy.docsOnly, 'documentation'] as const)
        : (['tests-only', policy.testsOnly, 'tests'] as const);
    return [{ id, points, reason: `Nothing but ${what} changes.`, evidence: evidenceOf(files) }];
  },
};
