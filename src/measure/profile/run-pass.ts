// One pass on one side: the driver sends load while the app's profilers run, and its profiles become a tree of calls.
import type { RouteTarget } from '../../config/config.ts';
import {
  placedHeapSchema,
  placedProfileSchema,
  profileAnswerSchema,
  type PlacedHeap,
  type ProfileAnswer,
  type ProfileJob,
  type Sampling,
} from '../../ports/profile-driver.ts';
import type { World } from '../../ports/world.ts';
import { LEAD_IN_MS } from '../load/plan-rounds.ts';
import { NotMeasurable, type RunningApp, type StagedSide } from '../stage.ts';
import { callTree, type CallNode, type ProfiledProcess } from './call-tree.ts';
import { heapTree } from './heap-tree.ts';
import type { CodePlaces } from './profiled-function.ts';

export interface PassRequest {
  readonly route: RouteTarget;
  readonly staged: StagedSide;
  readonly app: RunningApp;
  readonly socketsDirectory: string;
  /** Existing folder for the profiles of this pass. */
  readonly outputDirectory: string;
  readonly places: CodePlaces;
  readonly passMs: number;
  readonly sampling: Sampling;
}

export interface Pass {
  readonly tree: CallNode;
  readonly requests: number;
  /** Of the process that did most. */
  readonly profilePath: string;
}

const MINIMUM_REQUESTS = 8;
const MAXIMUM_MS = 10_000;
/** Below this share of the app's CPU time, its Node processes only look on while another program works. */
const LEAST_SHARE = 0.2;

/** Null where nothing was answered. */
export async function runPass(world: World, request: PassRequest): Promise<Pass | null> {
  const { app, route, staged } = request;
  const before = await app.usage();
  const answer = await drive(world, request);
  const after = await app.usage();
  if (answer === null) return null;
  // An app that died has no process to ask either, and that is told by its last words.
  if (answer.load === null && !app.alive()) return null;
  if (answer.load === null) throw notNode(staged, 'it has no Node process that took up the profiler');
  const served = answer.load.served;
  if (served === 0 || answer.processes.length === 0) return null;

  const profiledMs = answer.processes.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const handled = answer.processes.reduce((sum, { requests }) => sum + requests, 0);
  if (handled === 0 && profiledMs < LEAST_SHARE * (after.cpuMs - before.cpuMs)) {
    throw notNode(staged, 'its Node processes leave the work to another program');
  }
  // The last requests are cut off when the load ends, but the app has begun to work on them.
  const requests = handled >= served && handled <= served + 2 * route.connections ? handled : served;
  const tree = await readTree(world, answer, { requests, request });
  const [main] = answer.processes.toSorted(
    (one, other) => other.requests - one.requests || other.cpuMs - one.cpuMs,
  );
  return { tree, requests, profilePath: main?.profilePath ?? '' };
}

async function drive(world: World, request: PassRequest): Promise<ProfileAnswer | null> {
  const { app, route, passMs, socketsDirectory, outputDirectory, sampling } = request;
  const job: ProfileJob = {
    do: 'profile',
    load: {
      url: app.origin + route.path,
      method: route.method,
      headers: { ...route.headers },
      body: route.body,
      connections: route.connections,
      leadInMs: LEAD_IN_MS,
      durationMs: passMs,
      minimumRequests: Math.max(MINIMUM_REQUESTS, route.connections),
      maximumMs: Math.max(MAXIMUM_MS, 3 * passMs),
    },
    socketsDirectory,
    outputDirectory,
    sampling,
  };
  const result = await world.shell.run(world.toolbox.driver('profile-driver'), {
    directory: outputDirectory,
    trust: 'scrubbed',
    stdin: JSON.stringify(job),
    timeoutMs: 2 * job.load.maximumMs + 90_000,
    signal: world.signal,
  });
  if (result.timedOut) return null;
  if (result.exitCode !== 0) throw new Error(`The profile driver failed: ${result.stderr.slice(-2_000)}`);
  return profileAnswerSchema.parse(JSON.parse(result.stdout));
}

async function readTree(
  world: World,
  { processes }: ProfileAnswer,
  { requests, request }: { readonly requests: number; readonly request: PassRequest },
): Promise<CallNode> {
  const cpu: ProfiledProcess[] = [];
  const heaps: PlacedHeap[] = [];
  for (const { placedProfilePath, cpuMs } of processes) {
    const text = await world.files.readText(placedProfilePath);
    if (text === null) continue;
    const placed: unknown = JSON.parse(text);
    if (request.sampling.of === 'cpu') cpu.push({ profile: placedProfileSchema.parse(placed), cpuMs });
    else heaps.push(placedHeapSchema.parse(placed));
  }
  return request.sampling.of === 'cpu'
    ? callTree(cpu, requests, request.places)
    : heapTree(heaps, requests, request.places);
}

function notNode({ side }: StagedSide, why: string): NotMeasurable {
  // Never told as head's doing: moving away from Node is no regression.
  return new NotMeasurable('base', {
    reason: `The app of ${side} could not be profiled: ${why}. Only apps that run on Node 20 or newer can be.`,
    mend: 'Leave NODE_OPTIONS in `app.start` as it comes if this is a Node app; otherwise set `gates.<level>.profile.run: skip` in .github/perfcrew.yml.',
  });
}
