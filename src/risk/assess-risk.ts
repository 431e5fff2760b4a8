// How dangerous the change is: facts, then points, then the level of care.
import type { Diff } from '../change/diff.ts';
import type { PullRequest } from '../change/pull-request.ts';
import type { Config } from '../config/config.ts';
import { decideLevel, type LevelRequest } from './decide-level.ts';
import { extractFeatures, type RiskFeatures } from './features.ts';
import { policyOfConfig } from './policy-of-config.ts';
import type { Policy } from './policy.ts';
import type { RiskAssessment, RiskFactor } from './risk-assessment.ts';
import { RULES } from './rules.ts';

export function assessRisk(
  change: {
    readonly pullRequest: PullRequest;
    readonly diff: Diff;
    readonly request?: LevelRequest | null;
  },
  config: Config,
): RiskAssessment {
  const policy = policyOfConfig(config);
  const features = extractFeatures(change);
  const factors = factorsOf(features, policy);
  const sum = factors.reduce((points, factor) => points + factor.points, 0);
  const score = Math.min(100, Math.max(0, Math.round(sum)));
  const decision = decideLevel(
    { score, features, policy, labels: change.pullRequest.labels, request: change.request ?? null },
    config,
  );
  return {
    document: 'risk-assessment',
    version: 1,
    policy: config.risk.policy,
    score,
    level: decision.level,
    raised: decision.raised,
    override: decision.override,
    factors: [...factors, ...decision.factors],
  };
}

function factorsOf(features: RiskFeatures, policy: Policy): readonly RiskFactor[] {
  const factors: RiskFactor[] = [];
  for (const rule of RULES) {
    const earned = rule.judge(features, policy);
    if (rule.sole && earned.length > 0) return earned;
    factors.push(...earned);
  }
  return factors;
}
