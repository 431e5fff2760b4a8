// One round on one side: the driver sends, and the server's CPU time and memory are read around it.
import type { RouteTarget } from '../../config/config.ts';
import { loadAnswerSchema, type LoadAnswer, type LoadJob } from '../../ports/load-driver.ts';
import type { World } from '../../ports/world.ts';
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

/** Null where the driver did not come to an end in time. */
export async function sendLoad(world: World, request: LoadRequest): Promise<SideRound | null> {
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
  const result = await world.shell.run(world.toolbox.driver('load-driver'), {
    directory: request.directory,
    trust: 'scrubbed',
    stdin: JSON.stringify(job),
    timeoutMs: 2 * (job.leadInMs + job.maximumMs) + 30_000,
    signal: world.signal,
  });
  const after = await app.usage();
  if (result.timedOut) return null;
  if (result.exitCode !== 0) throw new Error(`The load driver failed: ${result.stderr.slice(-2_000)}`);
  const answer = loadAnswerSchema.parse(JSON.parse(result.stdout));
  return { ...answer, cpuMs: Math.max(0, after.cpuMs - before.cpuMs), rssBytes: after.rssBytes };
}
