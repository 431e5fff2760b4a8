// Climbs the ladder with both sides next to each other on each rung; a side stops where going on would teach nothing.
import { formatDuration } from '../../core/format/format-duration.ts';
import { formatNumber } from '../../core/format/format-number.ts';
import { SIDES, type Side } from '../../core/side.ts';
import { pairOrders } from '../pair-order.ts';
import { askRung, DRAIN_MS, shareEnd, UNTIL, type CapacityRun } from './capacity-run.ts';
import { failsAt } from './error-point.ts';
import { RUNG_LEAD_IN_MS } from './plan-capacity.ts';
import { CONNECTIONS, rungOf, type Rung } from './rung.ts';

export interface Ladder {
  readonly rungs: Rung[];
  /** Why the ladder ends below its top, as the end of a sentence; null where it does not. */
  stopped: string | null;
  /** True where the time, and not the server, ended it. */
  isCut: boolean;
  /** Connections at which the app's process died; null where it lives. */
  diedAt: number | null;
  /** Rungs that failed once and answered well when they were taken again. */
  readonly doubts: string[];
}

export type Ladders = Readonly<Record<Side, Ladder>>;

/** Beyond this a request waits so long that no user would, and the rung would last for many seconds. */
const MOST_LATENCY_MS = 2_000;
/** Answers of a server that is not saturated come in bursts: a stretch must hold some of them, … */
const LATENCIES_PER_STRETCH = 5;
/** … and is no longer than this. */
const MOST_STRETCH_MS = 3_000;
const LEAST_RESPONSES = 5;

export function newLadders(): Ladders {
  const ladder = (): Ladder => ({ rungs: [], stopped: null, isCut: false, diedAt: null, doubts: [] });
  return { base: ladder(), head: ladder() };
}

/** Fills the ladders; what is there stays where the driver is lost on the way. */
export async function climb(run: CapacityRun, ladders: Ladders): Promise<void> {
  const endsAt = shareEnd(run, UNTIL.climbed);
  const { clock } = run.world;
  const orders = pairOrders(CONNECTIONS.length, run.random);
  let lastPairMs = 0;
  for (const [index, connections] of CONNECTIONS.entries()) {
    const startedAt = clock.elapsed();
    if (startedAt + lastPairMs > endsAt) cut(ladders, connections);
    for (const side of orders[index] ?? SIDES) {
      const ladder = ladders[side];
      if (ladder.stopped !== null) continue;
      await visit(run, { side, ladder, connections });
      lookAhead(ladder, CONNECTIONS[index + 1]);
    }
    lastPairMs = clock.elapsed() - startedAt;
  }
}

/** One stretch at this many connections. The queue is full before it is timed: that takes as long as one request waits. */
export async function takeRung(
  run: CapacityRun,
  side: Side,
  step: { readonly connections: number; readonly rungs: readonly Rung[] },
): Promise<Rung> {
  const { connections, rungs } = step;
  const aloneMs = rungs.at(0)?.latencyMs?.p50 ?? 0;
  const answer = await askRung(run, side, {
    kind: 'rung',
    connections,
    leadInMs: Math.max(RUNG_LEAD_IN_MS, Math.min(MOST_LATENCY_MS, expectedLatencyMs(rungs, connections))),
    durationMs: Math.min(MOST_STRETCH_MS, Math.max(run.plan.rungMs, LATENCIES_PER_STRETCH * aloneMs)),
    minimumResponses: LEAST_RESPONSES,
    maximumMs: MOST_STRETCH_MS,
  });
  return rungOf(connections, answer);
}

/** By Little's law a request waits for the others' turns once the server is saturated: N / X, and never less than alone. */
export function expectedLatencyMs(rungs: readonly Rung[], connections: number): number {
  const peakPerSec = Math.max(0, ...rungs.map(({ throughputPerSec }) => throughputPerSec));
  if (peakPerSec === 0) return 0;
  const alone = rungs.at(0)?.latencyMs?.p50 ?? 0;
  const isSaturated =
    rungs.length > 1 && (rungs.at(-1)?.throughputPerSec ?? 0) < 1.5 * (rungs.at(-2)?.throughputPerSec ?? 0);
  return isSaturated
    ? Math.max(alone, (connections / peakPerSec) * 1000)
    : Math.max(alone, rungs.at(-1)?.latencyMs?.p50 ?? 0);
}

async function visit(
  run: CapacityRun,
  {
    side,
    ladder,
    connections,
  }: { readonly side: Side; readonly ladder: Ladder; readonly connections: number },
): Promise<void> {
  const app = run.apps[side];
  const first = await takeRung(run, side, { connections, rungs: ladder.rungs });
  // Failures end the ladder, so they must show twice.
  const again =
    failsAt(first) && app.alive() ? await takeRung(run, side, { connections, rungs: ladder.rungs }) : null;
  const rung = again ?? first;
  ladder.rungs.push(rung);
  if (!app.alive()) {
    ladder.diedAt = connections;
    ladder.stopped = `the app died at ${told(connections)}`;
  } else if (failsAt(rung)) {
    ladder.stopped = `${formatNumber(rung.failureShare * 100)} % of the requests failed at ${told(connections)}`;
  } else if (!rung.isDrained) {
    ladder.stopped = `it answered nothing for ${formatDuration(DRAIN_MS)} after the load of ${told(connections)}`;
  } else if (again !== null) {
    ladder.doubts.push(
      `${formatNumber(first.failureShare * 100)} % failed at ${told(connections)} once and not when that was repeated`,
    );
  }
}

function lookAhead(ladder: Ladder, next: number | undefined): void {
  if (ladder.stopped !== null || next === undefined) return;
  const latencyMs = expectedLatencyMs(ladder.rungs, next);
  if (latencyMs > MOST_LATENCY_MS) {
    ladder.stopped = `at ${told(next)} a request would wait ${formatDuration(latencyMs)}, more than is worth measuring`;
  }
}

function cut(ladders: Ladders, connections: number): void {
  for (const side of SIDES) {
    if (ladders[side].stopped !== null) continue;
    ladders[side].stopped = `the time was spent before ${told(connections)}`;
    ladders[side].isCut = true;
  }
}

function told(connections: number): string {
  return connections === 1 ? '1 connection' : `${connections} connections`;
}
