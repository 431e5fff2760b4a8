// Judges what a job that ran a stranger's code measured: its numbers are taken, everything else is asked of GitHub anew.
import { diffFromForge } from '../change/diff-from-forge.ts';
import type { Diff } from '../change/diff.ts';
import type { PullRequest } from '../change/pull-request.ts';
import { CONFIG_PATH, type Config } from '../config/config.ts';
import { parseConfig } from '../config/parse-config.ts';
import { planGates } from '../plan/plan-gates.ts';
import type { GatePlan } from '../plan/gate-plan.ts';
import type { Measurement } from '../measure/measurement.ts';
import type { ForgeReader } from '../ports/forge.ts';
import type { Report } from '../report/report.ts';
import type { LevelRequest } from '../risk/decide-level.ts';
import { assessRisk } from '../risk/assess-risk.ts';
import type { RiskAssessment } from '../risk/risk-assessment.ts';
import { headline } from '../verdict/headline.ts';
import type { Reason } from '../verdict/verdict.ts';
import { judge, type Occasion } from './judge.ts';
import type { UpstreamMeasurements } from './upstream-measurements.ts';

export interface ForgeAssessment {
  readonly pullRequest: PullRequest;
  readonly config: Config;
  readonly diff: Diff;
  readonly risk: RiskAssessment;
  readonly plan: GatePlan;
}

/** Risk and plan without a clone: the change and the base's configuration come from the API. */
export async function assessFromForge(
  change: {
    readonly pullRequest: PullRequest;
    readonly request: LevelRequest | null;
    /** `.github/perfcrew.yml` where not given. */
    readonly configPath?: string;
  },
  reader: ForgeReader,
): Promise<ForgeAssessment> {
  const { pullRequest, request, configPath = CONFIG_PATH } = change;
  const [configText, changed] = await Promise.all([
    reader.fileAt(pullRequest.base.sha, configPath),
    pullRequest.number === null
      ? Promise.resolve({ files: [], truncated: false })
      : reader.changedFiles(pullRequest.number),
  ]);
  const config = parseConfig(configText, `${configPath} of base`);
  return assessChange({ pullRequest, request, changed }, config);
}

/** The same of files that are there already. */
export function assessChange(
  change: {
    readonly pullRequest: PullRequest;
    readonly request: LevelRequest | null;
    readonly changed: Parameters<typeof diffFromForge>[0];
  },
  config: Config,
): ForgeAssessment {
  const { pullRequest, request, changed } = change;
  const diff = diffFromForge(changed);
  const risk = assessRisk({ pullRequest, diff, request }, config);
  return { pullRequest, config, diff, risk, plan: planGates({ diff, risk, config }) };
}

export interface Upstream extends UpstreamMeasurements {
  /** How the other workflow run ended, as the forge tells it, e.g. `success`. */
  readonly conclusion: string | null;
}

/**
 * Of the other job only the measurements count. Risk, plan, comparison and verdict are made here, so a forged artifact can
 * change numbers, but neither what it is about nor how it is judged; and what is not whole is never a pass.
 */
export function judgeUpstream(assessment: ForgeAssessment, upstream: Upstream, occasion: Occasion): Report {
  const measurements = planned(upstream.measurements, assessment.plan);
  const report = judge({ ...assessment, measurements }, occasion);
  return doubts(upstream, report).reduce(withDoubt, report);
}

/** What the plan asked for, once each: a second answer to the same question is nobody's. */
function planned(measurements: readonly Measurement[], plan: GatePlan): readonly Measurement[] {
  const open = new Set(
    plan.gates.flatMap(({ gate, targets }) => [gate, ...targets].map((target) => keyOf({ gate, target }))),
  );
  return measurements.filter((measurement) => open.delete(keyOf(measurement)));
}

function keyOf({ gate, target }: { readonly gate: string; readonly target: string }): string {
  return `${gate} ${target}`;
}

function doubts(upstream: Upstream, report: Report): readonly string[] {
  const { gates } = report.plan;
  if (gates.length === 0) return [];
  const missed = unanswered(report);
  return [
    ...(upstream.conclusion === 'success'
      ? []
      : [`The workflow that measured ended with ${upstream.conclusion ?? 'nothing'}: see its log.`]),
    ...(upstream.refused === 0
      ? []
      : [`${upstream.refused} of the files it left are no measurements and were refused: see its log.`]),
    ...(missed.length === 0
      ? []
      : [`Nothing came back for ${missed.join(', ')}: see the log of the workflow.`]),
  ];
}

/** Targets of gates that are not required: the others are missed by the verdict itself. */
function unanswered({ plan, measurements }: Report): readonly string[] {
  const answered = new Set(measurements.map(keyOf));
  return plan.gates
    .filter(({ gate, required }) => !required && !answered.has(keyOf({ gate, target: gate })))
    .flatMap(({ gate, targets }) =>
      targets.length === 0 ? [gate] : targets.filter((target) => !answered.has(keyOf({ gate, target }))),
    );
}

/** A doubt makes a pass neutral, and stands after the reasons that weigh as much or more. */
function withDoubt(report: Report, message: string): Report {
  const { verdict, plan, comparison, findings, measurements } = report;
  const doubt: Reason = { effect: 'neutral', gate: null, target: null, message, finding: null };
  const reasons = [
    ...verdict.reasons.filter(({ effect }) => effect !== 'info'),
    doubt,
    ...verdict.reasons.filter(({ effect }) => effect === 'info'),
  ];
  const conclusion = verdict.conclusion === 'fail' ? 'fail' : 'neutral';
  return {
    ...report,
    verdict: {
      ...verdict,
      conclusion,
      headline: headline({ conclusion, reasons, plan, comparison, findings, measurements }),
      reasons,
    },
  };
}
