// What deploys or configures production hurts everyone at once when it is wrong.
import { evidenceOf, type RiskRule } from '../rule.ts';

export const production: RiskRule = {
  sole: false,
  judge: ({ files }, policy) => {
    const touched = files.filter((file) => file.production);
    if (touched.length === 0 || policy.production === 0) return [];
    return [
      {
        id: 'production',
        points: policy.production,
        reason: 'Production is touched: deployment, infrastructure, CI or environment.',
        evidence: evidenceOf(touched),
      },
    ];
  },
};
