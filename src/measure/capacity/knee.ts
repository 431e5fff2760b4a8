// The knee: how many requests at once the server takes before more of them only wait. Asymptotic bounds of a closed system:
// throughput is at most N·X(1) (nobody waits) and at most its peak (something is saturated); the knee N* is where the two
// lines cross, X(peak) / X(1). Denning and Buzen, The Operational Analysis of Queueing Network Models, ACM Computing
// Surveys 10 (1978), "saturation point"; X(1) = 1 / R by Little's law, Operations Research 9 (1961).
import type { Rung } from './rung.ts';

export type Point = Pick<Rung, 'connections' | 'throughputPerSec'>;

export interface Knee {
  readonly connections: number;
  /** False where throughput was still growing at the last rung: the knee lies at or above `connections`. */
  readonly isReached: boolean;
}

/** Slope of log throughput over log connections from which it still grows: 1 is linear, 0 flat. */
const STILL_GROWING = 0.5;

/** Rungs in the order they were climbed. Null without a first rung of one connection, or where nothing was answered on it. */
export function knee(points: readonly Point[]): Knee | null {
  const single = points.find(({ connections }) => connections === 1);
  const highest = peak(points);
  if (single === undefined || highest === null || single.throughputPerSec <= 0) return null;
  const last = points.at(-1);
  const before = points.at(-2);
  const isGrowing =
    last === highest &&
    (before === undefined || growth(before, last) > STILL_GROWING || before.throughputPerSec <= 0);
  return { connections: saturation(single, highest), isReached: !isGrowing };
}

/** Where the two bounds cross; a server that is quicker alone than under any load saturates at one connection. */
export function saturation(
  single: Pick<Point, 'throughputPerSec'>,
  highest: Pick<Point, 'throughputPerSec'>,
): number {
  return Math.max(1, highest.throughputPerSec / single.throughputPerSec);
}

/** The rung with the most answers a second; null where there is none with any. */
export function peak<Rungs extends Point>(points: readonly Rungs[]): Rungs | null {
  const [highest] = points.toSorted((one, other) => other.throughputPerSec - one.throughputPerSec);
  return highest === undefined || highest.throughputPerSec <= 0 ? null : highest;
}

/** Readings this near to each other are the same: of several rungs on a plateau the lowest one keeps requests waiting least. */
const SAME = 0.95;

/** The lowest rung that as good as reaches the peak. */
export function firstAtPeak<Rungs extends Point>(points: readonly Rungs[]): Rungs | null {
  const highest = peak(points);
  if (highest === null) return null;
  return points.find(({ throughputPerSec }) => throughputPerSec >= SAME * highest.throughputPerSec) ?? null;
}

function growth(from: Point, to: Point): number {
  return Math.log(to.throughputPerSec / from.throughputPerSec) / Math.log(to.connections / from.connections);
}
