// From two commits to the gates their risk deserves; what is learned on the way is kept in the folder of the run.
import type { PullRequest } from '../change/pull-request.ts';
import type { Config } from '../config/config.ts';
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
}

export interface Planned extends Assessed {
  readonly plan: GatePlan;
}

/** The repository, and what production is asked with. */
export interface PlanOutside extends ProductionOutside {
  readonly git: Git;
}

export async function planReview(request: PlanRequest, outside: PlanOutside): Promise<Planned> {
  const { pullRequest, config, folder } = request;
  const { diff, risk } = await assess(request, config, outside.git);
  const plan = await withProduction(planGates({ diff, risk, config }), config, outside);
  await folder.write('pull-request', pullRequest);
  await folder.write('diff', diff);
  await folder.write('risk', risk);
  await folder.write('plan', plan);
  return { diff, risk, plan };
}
