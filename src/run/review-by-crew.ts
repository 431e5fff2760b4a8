// The reviewers of one review, with their model, their money and their memory: they read, before anything of the change is run.
import { join } from 'node:path';
import type { PullRequest } from '../change/pull-request.ts';
import type { Diff } from '../change/diff.ts';
import type { Config } from '../config/config.ts';
import { Problem } from '../core/problem.ts';
import { openPurse } from '../crew/agents/purse.ts';
import { agentTools } from '../crew/agents/tools/agent-tools.ts';
import { performWithModel } from '../crew/roster/perform-agent.ts';
import { hideSecrets } from '../crew/tools/security/secrets/hide-secrets.ts';
import { openStudy } from '../crew/work/study.ts';
import { openWorkshop } from '../crew/work/workshop.ts';
import { askReviewers } from '../inspect/reviewers/ask-reviewers.ts';
import { plannedReviewers, REVIEWERS_CREW } from '../inspect/reviewers/reviewing-crew.ts';
import { keptFiles } from '../io/files/kept-files.ts';
import { systemProcesses } from '../io/processes/system-processes.ts';
import type { Environment } from '../measure/environment.ts';
import type { Measurement } from '../measure/measurement.ts';
import { stopWhenInterrupted } from '../measure/stop-when-interrupted.ts';
import { asPhase, type Timekeeper } from '../measure/timekeeper.ts';
import { asHindrance, unmeasured } from '../measure/unmeasured.ts';
import type { GatePlan } from '../plan/gate-plan.ts';
import type { World } from '../ports/world.ts';
import type { RiskAssessment } from '../risk/risk-assessment.ts';
import { openOutputCache } from '../runtime/cache/output-cache.ts';
import { openCrewModel, type CrewModel } from './open-model.ts';
import { NOT_MEASURED_YET } from './not-measured-yet.ts';
import { ledgerDirectory } from './read-costs.ts';
import { readCrewLibrary } from './read-crew-library.ts';
import type { RunFolder } from './run-folder.ts';
import { timeToLiveMs } from './time-to-live.ts';

/** What reviewers need beside the review; a review without it asks none. */
export interface ReviewingMeans {
  /** Of the running program; the shipped crews lie beside it. */
  readonly programsDirectory: string;
  /** Whose runs are counted. */
  readonly user: string;
}

export interface ReviewByCrew {
  readonly means: ReviewingMeans;
  readonly plan: GatePlan;
  readonly pullRequest: PullRequest;
  readonly diff: Diff;
  readonly risk: RiskAssessment;
  readonly config: Config;
  readonly folder: RunFolder;
  readonly cacheDirectory: string | null;
  /** Holds the key, which is taken out of it. */
  readonly environment: NodeJS.ProcessEnv;
  readonly fingerprint: Environment;
  readonly keep: (measurements: readonly Measurement[]) => Promise<void>;
  readonly timekeeper: Timekeeper;
}

/** Nothing that keeps a reviewer from answering stops the review. */
export async function reviewByCrew(request: ReviewByCrew, world: World): Promise<readonly Measurement[]> {
  const { plan, fingerprint, timekeeper } = request;
  const reviewers = plannedReviewers(plan);
  if (reviewers.length === 0) return [];
  return await asPhase({ log: world.log, timekeeper }, 'Ask the reviewers', async () => {
    let measurements: readonly Measurement[];
    try {
      measurements = await ask(request, world);
    } catch (error) {
      stopWhenInterrupted(world);
      const hindrance = asHindrance(error);
      if (hindrance === null) throw error;
      measurements = reviewers.flatMap(({ gate, target }) =>
        unmeasured({ gate, targets: [target] }, hindrance, fingerprint),
      );
    }
    await request.keep(measurements);
    return measurements;
  });
}

async function ask(request: ReviewByCrew, world: World): Promise<readonly Measurement[]> {
  const { means, plan, pullRequest, diff, risk, config, folder, cacheDirectory, fingerprint } = request;
  const { git, clock, signal } = world;
  const files = { ...world.files, ...keptFiles() };
  const reviewers = plannedReviewers(plan);
  const library = await readCrewLibrary(
    { programsDirectory: means.programsDirectory, baseSha: pullRequest.base.sha },
    { git, files },
  );
  const crew = library.read(REVIEWERS_CREW);
  const directory = await folder.ready();
  const workshop = await openWorkshop({ ...NOT_MEASURED_YET, pullRequest, diff, plan, config }, directory, {
    git,
    files,
  });
  await using model = await openModel(request, world);
  const redact = (text: string): string => hideSecrets(model.redact(text));
  const tools = agentTools(openStudy(workshop));
  const named = (tier: string) => model.resolve(tier === 'strong' || tier === 'deepest' ? tier : 'fast');
  const outputs = openOutputCache(
    {
      directory: join(cacheDirectory ?? directory, 'answers'),
      root: directory,
      timeToLiveMs: timeToLiveMs(config),
    },
    { files, clock, processes: systemProcesses() },
  );
  return await askReviewers(
    {
      reviewers,
      crew,
      change: { pullRequest, diff, risk },
      workshop,
      environment: fingerprint,
      directory: join(directory, '.tasks'),
    },
    {
      files,
      clock,
      signal,
      processes: systemProcesses(),
      cache: { outputs, meansOf: ({ tier }) => ({ model: named(tier).name, tools: {} }) },
      perform: (agent, context, handover) => {
        const priced = named(agent.tier);
        const booked = model.modelFor({ category: REVIEWERS_CREW, task: agent.name });
        return performWithModel(agent, context, {
          crew,
          handover,
          model: openPurse(booked, { limitUsd: agent.limits.usd ?? null, priced: [priced] }).model,
          modelName: priced.name,
          effort: null,
          tools,
          clock,
          random: Math.random,
          redact,
          observe: () => undefined,
        });
      },
    },
  );
}

async function openModel(
  { config, environment, means }: ReviewByCrew,
  { git, clock, log }: World,
): Promise<CrewModel> {
  let reason = 'there is none';
  const hear = (message: string): void => {
    reason = message;
  };
  const model = await openCrewModel({
    config,
    environment,
    budgetDirectory: ledgerDirectory(git.root),
    clock,
    log: { info: hear, warn: (message) => [hear(message), log.warn(message)] },
    user: means.user,
  });
  if (model !== null) return model;
  throw new Problem('input-invalid', {
    what: `No model could be asked. ${reason}`,
    mend: 'Run the review again later, or set `crew.model: off`.',
  });
}
