// The three processes of one restart, side by side: base, base once more (their difference is noise), and head.
import type { Side } from '../../core/side.ts';
import { NotMeasurable, type RunningApp, type Stage } from '../stage.ts';

export const LANES = ['base', 'control', 'head'] as const;
export type Lane = (typeof LANES)[number];

export interface RunningLanes extends AsyncDisposable {
  readonly apps: Readonly<Record<Lane, RunningApp>>;
}

export function sideOf(lane: Lane): Side {
  return lane === 'head' ? 'head' : 'base';
}

/** All at once, because nothing is timed yet. Where one does not start the others are stopped; base's reason goes first. */
export async function startLanes({ base, head }: Pick<Stage, 'base' | 'head'>): Promise<RunningLanes> {
  const starts = await Promise.allSettled([
    base.startApp(),
    base.startApp({ control: true }),
    head.startApp(),
  ]);
  const [first, second, third] = starts;
  if (first.status === 'fulfilled' && second.status === 'fulfilled' && third.status === 'fulfilled') {
    const apps = { base: first.value, control: second.value, head: third.value };
    return { apps, [Symbol.asyncDispose]: () => stopAll(Object.values(apps)) };
  }
  await stopAll(starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : [])));
  const reasons = starts.flatMap((start): unknown[] => (start.status === 'rejected' ? [start.reason] : []));
  throw reasons.find((reason) => !(reason instanceof NotMeasurable)) ?? reasons[0];
}

async function stopAll(apps: readonly RunningApp[]): Promise<void> {
  await Promise.all(apps.map((app) => app[Symbol.asyncDispose]()));
}
