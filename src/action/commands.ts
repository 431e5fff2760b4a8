// What the Action can do, one function a command: the whole review, or one step of it as a job of its own.
import { measure } from '../measure/measure.ts';
import { planGates } from '../plan/plan-gates.ts';
import { renderWorkflowCommands } from '../report/annotations/render-workflow-commands.ts';
import { renderJobSummary } from '../report/summary/render-job-summary.ts';
import type { Report } from '../report/report.ts';
import { assess } from '../run/assess.ts';
import { fingerprint } from '../run/fingerprint.ts';
import { judgeFolder } from '../run/judge-folder.ts';
import { narrowPlan } from '../run/narrow-plan.ts';
import { publish } from '../run/publish.ts';
import { review } from '../run/review.ts';
import { writeReports } from '../run/write-reports.ts';
import type { ActionCommand } from './inputs.ts';
import { judgeUpstreamRun } from './judge-upstream.ts';
import { planOutputs, reportOutputs, type Outputs } from './outputs.ts';
import type { Session } from './session.ts';

export interface CommandResult {
  readonly outputs: Outputs;
  /** Markdown for the job's summary; null leaves it as it is. */
  readonly summary: string | null;
  /** Lines for the log that GitHub turns into annotations. */
  readonly annotations: readonly string[];
  /** Set where the command judged. */
  readonly report: Report | null;
}

const SEED = 1;
const NOTHING = { summary: null, annotations: [], report: null } as const;

export const ACTION_COMMANDS = {
  async review(session) {
    const pullRequest = await session.subject();
    const config = await session.config(pullRequest);
    const { folder, version, world } = session;
    const report = await review(
      { pullRequest, request: session.request, config, folder, seed: SEED, version, cacheDirectory: null },
      world,
    );
    return conclude(report, session, config.comment);
  },

  async plan(session) {
    const pullRequest = await session.subject();
    const config = await session.config(pullRequest);
    const { diff, risk } = await assess({ pullRequest, request: session.request }, config, session.world.git);
    const plan = planGates({ diff, risk, config });
    await session.folder.write('pull-request', pullRequest);
    await session.folder.write('diff', diff);
    await session.folder.write('risk', risk);
    await session.folder.write('plan', plan);
    return { ...NOTHING, outputs: planOutputs(risk, plan) };
  },

  async measure(session) {
    const { folder, inputs, world } = session;
    const pullRequest = await folder.read('pull-request');
    const plan = narrowPlan(await folder.read('plan'), { gates: inputs.gates, shard: inputs.shard });
    const measurements = await measure({
      plan,
      pullRequest,
      diff: await folder.read('diff'),
      config: await session.config(pullRequest),
      world,
      seed: SEED,
      runDirectory: folder.directory,
      environment: await fingerprint(plan, world.toolbox),
    });
    await folder.writeMeasurements(measurements);
    return { ...NOTHING, outputs: { gates: plan.gates.map(({ gate }) => gate).join(',') } };
  },

  async report(session) {
    const report = await judgeFolder(session, {
      version: session.version,
      finishedAt: session.world.clock.now(),
      phases: [],
    });
    const config = await session.config(report.pullRequest);
    return conclude(report, session, config.comment);
  },

  /** The publish zone of a fork's pull request: the numbers come from a job that ran a stranger's code. */
  async publish(session) {
    return conclude(await judgeUpstreamRun(session), session, 'on-change');
  },
} as const satisfies Record<ActionCommand, (session: Session) => Promise<CommandResult>>;

async function conclude(
  report: Report,
  session: Session,
  comment: 'always' | 'on-change' | 'never',
): Promise<CommandResult> {
  const { folder, inputs, job, world } = session;
  const paths = await writeReports(report, folder.directory, world.files);
  if (inputs.token !== '') {
    await publish(
      { report, checkName: inputs.checkName, comment: inputs.comment ?? comment, detailsUrl: job.runUrl },
      session.writer(),
      world.log,
    );
  }
  return {
    outputs: reportOutputs(report, paths),
    summary: renderJobSummary(report),
    annotations: renderWorkflowCommands(report),
    report,
  };
}
