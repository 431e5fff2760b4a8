// One capacity measurement under way: the driver that sends, the two apps, and the time that is left.
import type { RouteTarget } from '../../config/config.ts';
import type { Side } from '../../core/side.ts';
import type { CapacityJob, RungAnswer, ConstantRateAnswer } from '../../ports/capacity-driver.ts';
import { constantRateAnswerSchema, rungAnswerSchema } from '../../ports/capacity-driver.ts';
import type { Conversation } from '../../ports/shell.ts';
import type { World } from '../../ports/world.ts';
import type { Random } from '../../stats/random.ts';
import type { RunningApp } from '../stage.ts';
import type { CapacityPlan } from './plan-capacity.ts';

export type CapacityApps = Readonly<Record<Side, RunningApp>>;

export interface CapacityRun {
  readonly world: World;
  readonly route: RouteTarget;
  readonly apps: CapacityApps;
  readonly driver: Conversation;
  readonly plan: CapacityPlan;
  readonly random: Random;
  /** By the clock's `elapsed`. */
  readonly startedAt: number;
  readonly budgetMs: number;
}

/** Share of the time that may be spent when the ladder is climbed, when its peaks are repeated, and in the end. */
export const UNTIL = { climbed: 0.6, repeated: 0.75, done: 1 } as const;

export function shareEnd({ startedAt, budgetMs }: CapacityRun, share: number): number {
  return startedAt + share * budgetMs;
}

/** The driver died, hung or babbled: nothing more can be measured, and what was measured stays. */
export class DriverLost extends Error {}

/** How long a server may take to answer again once the load has ended. */
export const DRAIN_MS = 5_000;
const SLACK_MS = 20_000;

type Without<Job> = Job extends CapacityJob
  ? Omit<Job, 'url' | 'method' | 'headers' | 'body' | 'drainMs'>
  : never;

export async function askRung(
  run: CapacityRun,
  side: Side,
  job: Without<Extract<CapacityJob, { kind: 'rung' }>>,
): Promise<RungAnswer> {
  const timeoutMs = job.leadInMs + Math.max(job.durationMs, job.maximumMs) + DRAIN_MS + SLACK_MS;
  return rungAnswerSchema.parse(await ask(run, { ...requestTo(run, side), ...job }, timeoutMs));
}

export async function askConstantRate(
  run: CapacityRun,
  side: Side,
  job: Without<Extract<CapacityJob, { kind: 'constant-rate' }>>,
): Promise<ConstantRateAnswer> {
  const timeoutMs = job.leadInMs + job.durationMs + 2 * DRAIN_MS + SLACK_MS;
  return constantRateAnswerSchema.parse(await ask(run, { ...requestTo(run, side), ...job }, timeoutMs));
}

function requestTo({ route, apps }: CapacityRun, side: Side) {
  const { method, headers, body } = route;
  return { url: apps[side].origin + route.path, method, headers: { ...headers }, body, drainMs: DRAIN_MS };
}

async function ask({ world, driver }: CapacityRun, job: CapacityJob, timeoutMs: number): Promise<unknown> {
  const line = await driver.ask(JSON.stringify(job), timeoutMs);
  world.signal.throwIfAborted();
  if (line === null) {
    const said = driver.tail().trim().split('\n').slice(-5).join('\n');
    throw new DriverLost(
      `The capacity driver ended or did not answer${said === '' ? ' and printed nothing' : `:\n${said}`}`,
    );
  }
  try {
    return JSON.parse(line);
  } catch {
    throw new DriverLost(`The capacity driver gave an answer that cannot be read: ${line.slice(0, 200)}`);
  }
}
