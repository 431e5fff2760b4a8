// From two commits to the gates their risk deserves; what is learned on the way is kept in the folder of the run.
import type { PullRequest } from '../change/pull-request.ts';
import type { Config } from '../config/config.ts';
import { hideInDiff } from '../inspect/hide-in-diff.ts';
import type { ModelAccess } from '../plan/gate-availability.ts';
import { planGates } from '../plan/plan-gates.ts';
import type { GatePlan } from '../plan/gate-plan.ts';
import type { LevelRequest } from '../risk/decide-level.ts';
import type { Git } from '../ports/git.ts';
import { assess, type Assessed } from './assess.ts';
import { withProduction, type ProductionOutside } from './with-production.ts';
import type { RunFolder } from './run-folder.ts';

export interface PlanRequest {
  readonly pullRequest: PullRequest;
  /** A level asked for by hand. */
  readonly request: LevelRequest | null;
  readonly config: Config;
  readonly folder: RunFolder;
  /** Whether reviewers can be asked in this process; by default not. */
  readonly model?: ModelAccess;
}

export interface Planned extends Assessed {
  readonly plan: GatePlan;
}

/** The repository, and what production is asked with. */
export interface PlanOutside extends ProductionOutside {
  readonly git: Git;
}

export async function planReview(request: PlanRequest, outside: PlanOutside): Promise<Planned> {
  const { pullRequest, config, folder, model } = request;
  const { diff: whole, risk } = await assess(request, config, outside.git);
  const planned = planGates({ diff: whole, risk, config, ...(model && { model }) });
  const plan = await withProduction(planned, config, outside);
  const diff = hideInDiff(whole);
  await folder.write('pull-request', pullRequest);
  await folder.write('diff', diff);
  await folder.write('risk', risk);
  await folder.write('plan', plan);
  return { diff, risk, plan };
}
