// Whether the live heap grows for good: surely above zero, without slowing down, and on head surely faster than on base.
import type { Side } from '../../core/side.ts';
import { settledPoints } from './heap-points.ts';
import { independentSlopes, theilSen, type Point, type Slope } from './theil-sen.ts';

export interface Growth {
  /** Bytes per 1,000 requests, with an interval of 99 %; null where the points were too few. */
  readonly per1000: Readonly<Record<Side, Slope | null>>;
  /** Both where base grows too and head not surely faster. */
  readonly leaks: 'head' | 'both' | 'no';
}

/** Points of each restart, the warm-up included. */
export type HeapHistory = Readonly<Record<Side, readonly (readonly Point[])[]>>;

const REQUESTS = 1_000;
/** A process without a leak settles by up to 50 kB in as many rounds, however few their requests are. */
const LEAST_GROWN_BYTES = 100_000;
/** What fills up grows slower and slower; a leak goes on. */
const LEAST_PERSISTENCE = 0.5;

/** Differences up to `minimumChange` bytes per 1,000 requests are nothing. */
export function judgeGrowth(history: HeapHistory, minimumChange: number): Growth {
  const sides = { base: history.base.map(settled), head: history.head.map(settled) };
  const per1000 = { base: theilSen(sides.base), head: theilSen(sides.head) };
  return { per1000, leaks: leaking() };

  function leaking(): Growth['leaks'] {
    const { base, head } = per1000;
    if (base === null || head === null || !isLeak(head, sides.head)) return 'no';
    if (head.low - base.high > minimumChange) return 'head';
    return isLeak(base, sides.base) ? 'both' : 'no';
  }

  function isLeak({ slope, low }: Slope, strata: readonly (readonly Point[])[]): boolean {
    return low * span(strata) >= LEAST_GROWN_BYTES && slope >= minimumChange && goesOn(strata);
  }
}

/** One value for each pair of readings, in bytes per 1,000 requests, to be compared between the sides. */
export function growthRounds(points: readonly Point[]): number[] {
  return independentSlopes(settled(points));
}

function settled(points: readonly Point[]): Point[] {
  return settledPoints(points).map(({ x, y }) => ({ x: x / REQUESTS, y }));
}

/** How much of x the points of a process cover, on the average. */
function span(strata: readonly (readonly Point[])[]): number {
  const spans = strata.map((points) => (points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0));
  return spans.reduce((sum, one) => sum + one, 0) / Math.max(1, spans.length);
}

function goesOn(strata: readonly (readonly Point[])[]): boolean {
  const half = (points: readonly Point[]): number => Math.ceil(points.length / 2);
  const earlier = theilSen(strata.map((points) => points.slice(0, half(points))));
  const later = theilSen(strata.map((points) => points.slice(-half(points))));
  if (earlier === null || later === null) return true;
  return later.slope >= LEAST_PERSISTENCE * earlier.slope;
}
