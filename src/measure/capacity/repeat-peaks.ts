// The first and the highest rung of each side, taken anew: the highest of seven readings is partly luck, a repetition is
// not, and how far base's repetitions lie apart is the yardstick for head.
import { SIDES, type Side } from '../../core/side.ts';
import { pairOrders } from '../pair-order.ts';
import type { Series } from '../measurement.ts';
import { shareEnd, UNTIL, type CapacityRun } from './capacity-run.ts';
import { takeRung, type Ladders } from './climb.ts';
import { answeringWell } from './error-point.ts';
import { firstAtPeak, saturation } from './knee.ts';
import type { Rung } from './rung.ts';

export interface Repeat {
  readonly single: Rung;
  readonly highest: Rung;
}

export interface RepeatPair {
  readonly base: Repeat;
  readonly head: Repeat;
}

/** One repetition alone shows nothing of base's own spread. */
const LEAST_REPEATS = 2;

/** Fills `pairs`; fewer than planned where the time is up or an app died. */
export async function repeatPeaks(run: CapacityRun, ladders: Ladders, pairs: RepeatPair[]): Promise<void> {
  const highest = {
    base: firstAtPeak(answeringWell(ladders.base.rungs)),
    head: firstAtPeak(answeringWell(ladders.head.rungs)),
  };
  if (highest.base === null || highest.head === null) return;
  const connections = { base: highest.base.connections, head: highest.head.connections };
  const { clock } = run.world;
  let lastMs = 0;
  for (const order of pairOrders(run.plan.repeats, run.random)) {
    const startedAt = clock.elapsed();
    const until = pairs.length < LEAST_REPEATS ? UNTIL.done : UNTIL.repeated;
    if (startedAt + lastMs > shareEnd(run, until)) return;
    const single = await takeBoth(run, { order, ladders, connections: { base: 1, head: 1 } });
    const top = await takeBoth(run, { order, ladders, connections });
    if (!SIDES.every((side) => run.apps[side].alive())) return;
    pairs.push({
      base: { single: single.base, highest: top.base },
      head: { single: single.head, highest: top.head },
    });
    lastMs = clock.elapsed() - startedAt;
  }
}

async function takeBoth(
  run: CapacityRun,
  step: {
    readonly order: readonly [Side, Side];
    readonly ladders: Ladders;
    readonly connections: Readonly<Record<Side, number>>;
  },
): Promise<Readonly<Record<Side, Rung>>> {
  const take = async (side: Side): Promise<Rung> =>
    takeRung(run, side, { connections: step.connections[side], rungs: step.ladders[side].rungs });
  const [first, second] = step.order;
  const one = await take(first);
  const other = await take(second);
  return first === 'base' ? { base: one, head: other } : { base: other, head: one };
}

export function ladderSeries(pairs: readonly RepeatPair[]): Series[] {
  if (pairs.length === 0) return [];
  const series = (metric: string, read: (repeat: Repeat) => number | null): Series => ({
    metric,
    rounds: pairs.map(({ base, head }) => ({ restart: 0, base: read(base), head: read(head) })),
  });
  return [
    series('peak-throughput-per-sec', ({ highest }) => highest.throughputPerSec || null),
    series('knee-connections', ({ single, highest }) =>
      single.throughputPerSec > 0 ? saturation(single, highest) : null,
    ),
  ];
}
