// The exit gate: pass, fail or neutral, with every reason that led there.
import type { Comparison } from '../compare/comparison.ts';
import type { Finding } from '../compare/finding.ts';
import type { Config } from '../config/config.ts';
import type { Measurement } from '../measure/measurement.ts';
import type { GatePlan } from '../plan/gate-plan.ts';
import { findingReasons, numberReasons } from './failures.ts';
import { inconclusiveReasons, missingReasons, unmeasuredReasons } from './gaps.ts';
import { headline } from './headline.ts';
import { remarks } from './remarks.ts';
import type { Reason, Verdict } from './verdict.ts';

export interface DecideInput {
  readonly plan: GatePlan;
  readonly comparison: Comparison;
  readonly findings: readonly Finding[];
  readonly measurements: readonly Measurement[];
  readonly config: Config;
}

export function decide(input: DecideInput): Verdict {
  const { plan, comparison, findings, measurements } = input;
  // Within one effect the order of this list is the order of weight: sorting keeps it.
  const reasons = [
    ...findingReasons(findings, { comparison, plan }),
    ...numberReasons(comparison, findings),
    ...missingReasons(measurements, input),
    ...unmeasuredReasons(comparison, input),
    ...inconclusiveReasons(comparison, input),
    ...remarks(findings, measurements),
  ].toSorted((one, other) => WEIGHTS[one.effect] - WEIGHTS[other.effect]);
  const conclusion = conclusionOf(reasons);
  return {
    document: 'verdict',
    version: 1,
    conclusion,
    headline: headline({ conclusion, reasons, plan, comparison, findings, measurements }),
    reasons,
  };
}

/** Whether what was measured so far fails whatever else is to come. */
export function fails({ plan, comparison, findings }: Omit<DecideInput, 'measurements' | 'config'>): boolean {
  return [...findingReasons(findings, { comparison, plan }), ...numberReasons(comparison, findings)].some(
    ({ effect }) => effect === 'fail',
  );
}

const WEIGHTS = { fail: 0, neutral: 1, info: 2 } as const;

function conclusionOf([weightiest]: readonly Reason[]): Verdict['conclusion'] {
  return weightiest === undefined || weightiest.effect === 'info' ? 'pass' : weightiest.effect;
}
