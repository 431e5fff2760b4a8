// The documents of a review, as the crew reads them: what changed, what was measured, and what was concluded.
import type { Diff } from '../../change/diff.ts';
import type { PullRequest } from '../../change/pull-request.ts';
import type { Comparison } from '../../compare/comparison.ts';
import type { Finding } from '../../compare/finding.ts';
import type { Config } from '../../config/config.ts';
import type { Measurement } from '../../measure/measurement.ts';
import type { GatePlan } from '../../plan/gate-plan.ts';
import type { Verdict } from '../../verdict/verdict.ts';

export interface Evidence {
  readonly pullRequest: PullRequest;
  readonly diff: Diff;
  readonly plan: GatePlan;
  readonly config: Config;
  readonly measurements: readonly Measurement[];
  readonly comparison: Comparison;
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
}
