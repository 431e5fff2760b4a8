// Many new functions are much code that no one has run yet.
import { evidenceOf, type RiskRule } from '../rule.ts';

export const newFunctions: RiskRule = {
  sole: false,
  judge: ({ newFunctions: found }, policy) => {
    const { over, points } = policy.newFunctions;
    if (found.length <= over || points === 0) return [];
    const reason = `${found.length} functions are new, more than ${over}.`;
    return [{ id: 'new-functions', points, reason, evidence: evidenceOf(found) }];
  },
};
