// The second half of every review: from measurements to a verdict and the report that explains it.
import type { Diff } from '../change/diff.ts';
import type { PullRequest } from '../change/pull-request.ts';
import { compare } from '../compare/compare.ts';
import { find } from '../compare/find.ts';
import type { Config } from '../config/config.ts';
import type { Measurement } from '../measure/measurement.ts';
import type { GatePlan } from '../plan/gate-plan.ts';
import { composeReport } from '../report/compose-report.ts';
import type { Report } from '../report/report.ts';
import type { RiskAssessment } from '../risk/risk-assessment.ts';
import { decide, fails } from '../verdict/decide.ts';

export interface Judgeable {
  readonly pullRequest: PullRequest;
  readonly diff: Diff;
  readonly risk: RiskAssessment;
  readonly plan: GatePlan;
  readonly measurements: readonly Measurement[];
  readonly config: Config;
}

export interface Occasion {
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly finishedAt: number;
  readonly phases: Report['phases'];
}

export function judge(input: Judgeable, occasion: Occasion): Report {
  const { measurements, diff, plan, config } = input;
  const comparison = compare(measurements, config);
  const findings = find({ measurements, comparison, diff, config });
  const verdict = decide({ plan, comparison, findings, measurements, config });
  return composeReport({
    ...input,
    comparison,
    findings,
    verdict,
    version: occasion.version,
    finishedAt: new Date(occasion.finishedAt).toISOString(),
    phases: occasion.phases,
  });
}

/** Whether the review fails by what was measured so far, whatever the gates to come say. */
export function failsAlready({
  measurements,
  diff,
  plan,
  config,
}: Omit<Judgeable, 'pullRequest' | 'risk'>): boolean {
  const comparison = compare(measurements, config);
  return fails({ plan, comparison, findings: find({ measurements, comparison, diff, config }) });
}
