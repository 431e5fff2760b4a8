// One round on one process: the driver sends, and the server's CPU time and memory are read around it.
import type { RouteTarget } from '../../config/config.ts';
import { loadAnswerSchema, type LoadAnswer, type LoadJob } from '../../ports/load-driver.ts';
import type { World } from '../../ports/world.ts';
import { openDriver, type DriverSession } from '../driver-session.ts';
import type { RunningApp } from '../stage.ts';

export interface LoadRound {
  readonly route: RouteTarget;
  readonly app: RunningApp;
  readonly leadInMs: number;
  readonly durationMs: number;
  /** The timed stretch goes on until so many answers came; 8 by default, and one on each connection. */
  readonly minimumRequests?: number;
  /** Where the app's Node processes answer; null or absent where nobody asks them. */
  readonly socketsDirectory?: string | null;
}

export interface SideRound extends LoadAnswer {
  /** CPU time of the app's process tree during the whole round, in ticks of 10 ms. */
  readonly cpuMs: number;
  /** Resident memory of the tree after the round. */
  readonly rssBytes: number;
}

/** A slow route gets longer rounds until so many answers came, … */
const MINIMUM_REQUESTS = 8;
/** … within this. */
const MAXIMUM_MS = 10_000;

/** The figures of the round; or, where the driver gave none, how it failed. */
export async function askForLoad(driver: DriverSession, round: LoadRound): Promise<SideRound | string> {
  const { app, route } = round;
  const job: LoadJob = {
    url: app.origin + route.path,
    method: route.method,
    headers: { ...route.headers },
    body: route.body,
    connections: route.connections,
    leadInMs: round.leadInMs,
    durationMs: round.durationMs,
    minimumRequests: round.minimumRequests ?? Math.max(MINIMUM_REQUESTS, route.connections),
    maximumMs: Math.max(MAXIMUM_MS, 3 * round.durationMs),
    socketsDirectory: round.socketsDirectory ?? null,
  };
  const before = await app.usage();
  const told = await driver.ask(job, loadAnswerSchema, 3 * (job.leadInMs + job.maximumMs) + 30_000);
  const after = await app.usage();
  if (told.status === 'failed') return told.failure;
  return { ...told.answer, cpuMs: Math.max(0, after.cpuMs - before.cpuMs), rssBytes: after.rssBytes };
}

/** One round by a driver of its own. */
export async function sendLoad(
  world: World,
  round: LoadRound & { readonly directory: string },
): Promise<SideRound | string> {
  const { directory, ...asked } = round;
  await using driver = openDriver(world, { driver: 'load-driver', directory });
  return await askForLoad(driver, asked);
}
