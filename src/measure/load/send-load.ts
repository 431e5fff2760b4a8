// One round on one side: the driver sends, and the server's CPU time and memory are read around it.
import type { RouteTarget } from '../../config/config.ts';
import { loadAnswerSchema, type LoadAnswer, type LoadJob } from '../../ports/load-driver.ts';
import type { World } from '../../ports/world.ts';
import { runDriver } from '../run-driver.ts';
import type { RunningApp } from '../stage.ts';

export interface LoadRequest {
  readonly route: RouteTarget;
  readonly app: RunningApp;
  readonly leadInMs: number;
  readonly durationMs: number;
  /** Where the driver runs; any folder that is there. */
  readonly directory: string;
}

export interface SideRound extends LoadAnswer {
  /** CPU time of the app's process tree during the whole round. */
  readonly cpuMs: number;
  /** Resident memory of the tree after the round. */
  readonly rssBytes: number;
}

/** A slow route gets longer rounds until so many answers came, … */
const MINIMUM_REQUESTS = 8;
/** … within this. */
const MAXIMUM_MS = 10_000;

/** The figures of the round; or, where the driver gave none, how it failed. */
export async function sendLoad(world: World, request: LoadRequest): Promise<SideRound | string> {
  const { app, route } = request;
  const job: LoadJob = {
    url: app.origin + route.path,
    method: route.method,
    headers: { ...route.headers },
    body: route.body,
    connections: route.connections,
    leadInMs: request.leadInMs,
    durationMs: request.durationMs,
    minimumRequests: Math.max(MINIMUM_REQUESTS, route.connections),
    maximumMs: Math.max(MAXIMUM_MS, 3 * request.durationMs),
  };
  const before = await app.usage();
  const { answers, failure } = await runDriver(world, {
    driver: 'load-driver',
    job,
    answer: loadAnswerSchema,
    directory: request.directory,
    timeoutMs: 2 * (job.leadInMs + job.maximumMs) + 30_000,
  });
  const after = await app.usage();
  const [answer] = answers;
  if (failure !== null || answer === undefined) return failure ?? 'The load driver ended without an answer';
  return { ...answer, cpuMs: Math.max(0, after.cpuMs - before.cpuMs), rssBytes: after.rssBytes };
}
