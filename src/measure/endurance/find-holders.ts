// Who holds what grows: in a fresh process of head, V8 samples what is allocated, and a collection leaves what is still held.
import type { RouteTarget } from '../../config/config.ts';
import type { Location } from '../../core/location.ts';
import type { GaugeContext } from '../gauge.ts';
import { sendLoad } from '../load/send-load.ts';
import { preloadEnvironment } from '../preload-environment.ts';
import { blameLine } from '../profile/blame-line.ts';
import type { CallNode } from '../profile/call-tree.ts';
import { changedFunctions } from '../profile/changed-functions.ts';
import { changedLines } from '../profile/changed-lines.ts';
import { codePlaces } from '../profile/code-places.ts';
import type { ProfiledFunction } from '../profile/profiled-function.ts';
import { runPass } from '../profile/run-pass.ts';
import { LIVE_SAMPLING } from '../profile/sampling.ts';
import { shareTime } from '../profile/share-time.ts';
import { NotMeasurable } from '../stage.ts';

export interface Holder {
  readonly fn: ProfiledFunction;
  /** Allocated by it, or for it by what it calls, and still alive; per request. */
  readonly bytes: number;
  readonly isChanged: boolean;
  readonly location: Location | null;
}

export interface Holders {
  /** Most bytes first. */
  readonly holders: readonly Holder[];
  /** As V8 wrote it; null where there is none. */
  readonly heapProfile: string | null;
}

const WARM_UP_MS = 700;
const PASS_MS = 1_500;

/** None where head does not start again or answers nothing: the leak is known all the same. */
export async function findHolders(
  context: GaugeContext,
  route: RouteTarget,
  directory: string,
): Promise<Holders> {
  const { world, stage, config, diff } = context;
  const socketsDirectory = `${directory}/holders`;
  try {
    await using app = await stage.head.startApp({
      environment: preloadEnvironment(world, config.app, { socketsDirectory, purpose: 'profiler' }),
    });
    await sendLoad(world, { route, app, leadInMs: 0, durationMs: WARM_UP_MS, directory });
    const pass = await runPass(world, {
      route,
      staged: stage.head,
      app,
      socketsDirectory,
      outputDirectory: directory,
      places: codePlaces(context, 'head'),
      passMs: PASS_MS,
      sampling: LIVE_SAMPLING,
    });
    if (pass === null) return { holders: [], heapProfile: null };
    const touched = changedFunctions(pass.tree, changedLines(diff, 'head'));
    return { holders: rank(pass.tree, touched), heapProfile: await world.files.readText(pass.profilePath) };
  } catch (error) {
    if (!(error instanceof NotMeasurable)) throw error;
    return { holders: [], heapProfile: null };
  }
}

function rank(tree: CallNode, touched: ReturnType<typeof changedFunctions>): Holder[] {
  return [...shareTime(tree, new Set(touched.keys())).values()]
    .map((share) => ({
      fn: share.fn,
      bytes: share.cost,
      isChanged: touched.has(share.fn.key),
      location: blameLine({
        fn: share.fn,
        changed: touched.get(share.fn.key) ?? [],
        head: share,
        base: null,
      }),
    }))
    .filter(({ bytes }) => bytes > 0)
    .toSorted((one, other) => other.bytes - one.bytes);
}
