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
import { judge, type Occasion } from './judge.ts';

export interface ForgeAssessment {
  readonly pullRequest: PullRequest;
  readonly config: Config;
  readonly diff: Diff;
  readonly risk: RiskAssessment;
  readonly plan: GatePlan;
}

/** Risk and plan without a clone: the change and the base's configuration come from the API. */
export async function assessFromForge(
  change: { readonly pullRequest: PullRequest; readonly request: LevelRequest | null },
  reader: ForgeReader,
): Promise<ForgeAssessment> {
  const { pullRequest, request } = change;
  const [configText, changed] = await Promise.all([
    reader.fileAt(pullRequest.base.sha, CONFIG_PATH),
    pullRequest.number === null
      ? Promise.resolve({ files: [], truncated: false })
      : reader.changedFiles(pullRequest.number),
  ]);
  const config = parseConfig(configText, `${CONFIG_PATH} of base`);
  const diff = diffFromForge(changed);
  const risk = assessRisk({ pullRequest, diff, request }, config);
  return { pullRequest, config, diff, risk, plan: planGates({ diff, risk, config }) };
}

/**
 * Of the other job only the measurements count. Risk, plan, comparison and verdict are made here, so a forged artifact can
 * change numbers, but neither what it is about nor how it is judged.
 */
export function judgeUpstream(
  assessment: ForgeAssessment,
  measurements: readonly Measurement[],
  occasion: Occasion,
): Report {
  return judge({ ...assessment, measurements }, occasion);
}
