// A capacity driver that answers as a model of a server would: capacity, delay and failures are the test's.
import type { Side } from '../../../src/core/side.ts';
import { measureCapacity, type Capacity } from '../../../src/measure/capacity/measure-capacity.ts';
import type { RunningApp, Stage } from '../../../src/measure/stage.ts';
import {
  capacityJobSchema,
  type CapacityJob,
  type ConstantRateAnswer,
  type RungAnswer,
} from '../../../src/ports/capacity-driver.ts';
import { seededRandom } from '../../../src/stats/random.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { fakeFiles, type FakeFiles } from '../../fakes/fake-files.ts';
import { fakeShell, type FakeOutcome } from '../../fakes/fake-shell.ts';
import { gaugeContext } from '../load/gauge-context.ts';

export interface ModelServer {
  /** Time of a request that nobody stands in the way of. */
  readonly aloneMs: number;
  readonly mostPerSec: number;
  /** Connections from which 5 % of the requests fail. */
  readonly failsFrom?: number;
  /** Connections from which the process dies. */
  readonly diesFrom?: number;
}

export interface Scene {
  readonly base: ModelServer;
  readonly head: ModelServer;
  readonly budgetMs?: number;
  /** What the driver does instead of answering, by the number of its job from 1. */
  readonly instead?: (job: CapacityJob, number: number) => FakeOutcome | null;
  readonly rate?: (side: Side) => Partial<ConstantRateAnswer>;
  /** Factor on throughput, by the number of the job: noise. */
  readonly noise?: (number: number) => number;
  readonly rung?: (side: Side, number: number, connections: number) => Partial<RungAnswer>;
}

export interface Played extends Capacity {
  /** `base 50` for a rung, `head 300/s` for a constant rate, in order. */
  readonly jobs: readonly string[];
  readonly elapsedMs: number;
  readonly files: FakeFiles;
}

const ORIGINS = { base: 'http://127.0.0.1:1001', head: 'http://127.0.0.1:1002' };

export async function play(scene: Scene): Promise<Played> {
  const clock = fakeClock();
  const files = fakeFiles();
  const dead = { base: false, head: false };
  const jobs: string[] = [];
  const shell = fakeShell(({ options }) => {
    const job = capacityJobSchema.parse(JSON.parse(options.stdin ?? ''));
    const side: Side = job.url.startsWith(ORIGINS.base) ? 'base' : 'head';
    clock.pass(job.leadInMs + job.durationMs + 50);
    jobs.push(`${side} ${job.kind === 'rung' ? job.connections : `${Math.round(job.ratePerSec)}/s`}`);
    const instead = scene.instead?.(job, jobs.length) ?? null;
    if (instead !== null) return instead;
    if (job.kind === 'constant-rate') {
      const due = Math.round((job.ratePerSec * job.durationMs) / 1000);
      return { stdout: JSON.stringify(constantRateAnswer({ due, succeeded: due, ...scene.rate?.(side) })) };
    }
    const model = scene[side];
    const { connections } = job;
    dead[side] ||= connections >= (model.diesFrom ?? Infinity);
    const perSec =
      Math.min(model.mostPerSec, (connections * 1000) / model.aloneMs) * (scene.noise?.(jobs.length) ?? 1);
    const succeeded = Math.round((perSec * job.durationMs) / 1000);
    const latency = (connections / perSec) * 1000;
    const answer = rungAnswer({
      succeeded,
      failed: connections >= (model.failsFrom ?? Infinity) ? Math.round(succeeded / 19) : 0,
      durationMs: job.durationMs,
      latencyMs: { p50: latency, p95: latency, p99: latency },
      ...scene.rung?.(side, jobs.length, connections),
    });
    return { stdout: JSON.stringify(answer) };
  });
  const app = (side: Side): RunningApp => ({
    origin: ORIGINS[side],
    usage: async () => ({ cpuMs: 0, rssBytes: 0 }),
    tail: () => '',
    alive: () => !dead[side],
    async [Symbol.asyncDispose]() {},
  });
  const context = gaugeContext({
    gate: 'load',
    targets: ['GET /orders'],
    config: { targets: { routes: [{ path: '/orders' }] } },
    stage: NO_STAGE,
    runDirectory: '/run',
    world: { shell, clock, files },
  });
  const [route] = context.config.targets.routes;
  if (route === undefined) throw new Error('no route');
  const capacity = await measureCapacity(context, route, {
    apps: { base: app('base'), head: app('head') },
    random: seededRandom(1),
    budgetMs: scene.budgetMs ?? 25_000,
    directory: '/tmp',
  });
  return { ...capacity, jobs, elapsedMs: clock.elapsed(), files };
}

const side = (name: Side) => ({
  side: name,
  sha: '',
  directory: '/',
  database: null,
  startApp: () => Promise.reject(new Error('Nothing is started here.')),
});
export const NO_STAGE: Stage = {
  base: side('base'),
  head: side('head'),
  cluster: null,
  async [Symbol.asyncDispose]() {},
};

export function rungAnswer(part: Partial<RungAnswer> = {}): RungAnswer {
  return {
    kind: 'rung',
    latencyMs: { p50: 5, p95: 8, p99: 9 },
    succeeded: 100,
    failed: 0,
    stuck: 0,
    durationMs: 500,
    generatorBusy: 0.3,
    drainedMs: 1,
    ...part,
  };
}

export function constantRateAnswer(part: Partial<ConstantRateAnswer> = {}): ConstantRateAnswer {
  return {
    kind: 'constant-rate',
    latencyMs: { p50: 5, p95: 8, p99: 20 },
    latenessMs: { p50: 0.5, p99: 1.2 },
    due: 400,
    succeeded: 400,
    failed: 0,
    unanswered: 0,
    backlog: 2,
    mostInFlight: 9,
    heldBack: 0,
    ...part,
  };
}
