// Code is worth more care than documentation, before anything else is known about it.
import { evidenceOf, type RiskRule } from '../rule.ts';

export const base: RiskRule = {
  sole: false,
  judge: ({ files }, policy) => {
    if (policy.base === 0 || files.length === 0) return [];
    const beyond = files.filter(({ kind }) => kind !== 'doc' && kind !== 'test');
    return [
      {
        id: 'base',
        points: policy.base,
        reason: 'More than documentation or tests alone changes.',
        evidence: evidenceOf(beyond.length === 0 ? files : beyond),
      },
    ];
  },
};
