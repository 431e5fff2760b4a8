// How fast something grows, by a line that a few bad readings cannot turn: the median of the slopes between all pairs of
// points (Theil, Indagationes Mathematicae 12, 1950) with the interval of Sen (JASA 63, 1968, 1379–1389). Points of several
// processes are only compared within their process, and the variances add up: the slope estimator and interval of the
// seasonal Kendall test (Hirsch, Slack and Smith, Water Resources Research 18, 1982, 107–121; Gilbert 1987, section 17.3.2).
import { median } from '../../stats/quantile.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Slope {
  readonly slope: number;
  readonly low: number;
  readonly high: number;
}

/** 99 %, both sides. */
const NORMAL_QUANTILE = 2.576;

/** `strata` holds the points of each process in the order of x. Null where they are too few for an interval. */
export function theilSen(strata: readonly (readonly Point[])[]): Slope | null {
  const slopes = strata.flatMap(slopesWithin).toSorted((one, other) => one - other);
  const variance = strata.reduce((sum, { length: n }) => sum + (n * (n - 1) * (2 * n + 5)) / 18, 0);
  const reach = NORMAL_QUANTILE * Math.sqrt(variance);
  // Ranks from 1, rounded outwards.
  const lowRank = Math.floor((slopes.length - reach) / 2);
  const low = slopes[lowRank - 1];
  const high = slopes[slopes.length - lowRank];
  const slope = median(slopes);
  return slope === null || low === undefined || high === undefined ? null : { slope, low, high };
}

/** Each point is used once, so that the slopes are independent: Theil's incomplete method (1950, part I). */
export function independentSlopes(points: readonly Point[]): number[] {
  const apart = Math.ceil(points.length / 2);
  return points.flatMap((point, index) => {
    const later = points[index + apart];
    return later === undefined ? [] : slopeOf(point, later);
  });
}

function slopesWithin(points: readonly Point[]): number[] {
  return points.flatMap((point, index) => points.slice(index + 1).flatMap((later) => slopeOf(point, later)));
}

function slopeOf(from: Point, to: Point): number[] {
  return to.x > from.x ? [(to.y - from.y) / (to.x - from.x)] : [];
}
