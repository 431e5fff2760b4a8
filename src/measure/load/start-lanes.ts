// Starts the fresh processes of one restart side by side, while nothing is timed: base, head, and base once more as control.
import type { GaugeContext } from '../gauge.ts';
import { preloadEnvironment } from '../preload-environment.ts';
import { NotMeasurable, type RunningApp } from '../stage.ts';
import type { Control } from './control.ts';
import { sideOf, type Lane } from './lane.ts';

export interface RunningLane {
  readonly app: RunningApp;
  /** Where its Node processes answer. */
  readonly socketsDirectory: string;
}

export interface RunningLanes extends AsyncDisposable {
  readonly base: RunningLane;
  readonly head: RunningLane;
  /** Null where base cannot run twice. */
  readonly control: RunningLane | null;
}

export interface LaneStart {
  /** Makes the folders of the sockets their own; their paths must be short. */
  readonly number: number;
  readonly directory: string;
  readonly control: Control;
}

/** Rejects with NotMeasurable where base or head does not start. */
export async function startLanes(context: GaugeContext, start: LaneStart): Promise<RunningLanes> {
  const { control } = start;
  await using stack = new AsyncDisposableStack();
  const attempt = async (lane: Lane): Promise<RunningLane | NotMeasurable> => {
    const lanes = await startLane(context, lane, start);
    if (!(lanes instanceof NotMeasurable)) stack.use(lanes.app);
    return lanes;
  };
  const [first, second, head] = await Promise.all([
    attempt('base'),
    control.obstacle === null ? attempt('control') : null,
    attempt('head'),
  ]);
  let base = first;
  const refused = [second, first].find((lane) => lane instanceof NotMeasurable);
  if (second !== null && refused !== undefined) {
    control.obstacle = `A second process of base did not start beside the first. ${refused.message}`;
    if (!(second instanceof NotMeasurable)) await second.app[Symbol.asyncDispose]();
    // Two processes may have been in each other's way: alone it may start.
    if (base instanceof NotMeasurable) base = await attempt('base');
  }
  if (base instanceof NotMeasurable) throw base;
  if (head instanceof NotMeasurable) throw head;
  const owned = stack.move();
  return {
    base,
    head,
    control: control.obstacle !== null || second instanceof NotMeasurable ? null : second,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function startLane(
  { stage, world, config }: GaugeContext,
  lane: Lane,
  { directory, number }: LaneStart,
): Promise<RunningLane | NotMeasurable> {
  const socketsDirectory = `${directory}/${lane}-${number}`;
  try {
    const app = await stage[sideOf(lane)].startApp({
      control: lane === 'control',
      environment: preloadEnvironment(world, config.app, { socketsDirectory, purpose: 'counters' }),
    });
    return { app, socketsDirectory };
  } catch (error) {
    if (error instanceof NotMeasurable) return error;
    throw error;
  }
}
