// Whether a repetition grows with the data: the difference between a loop over rows and a handful of statements that are meant.
import type { Capture, Request } from './captured.ts';
import type { Fingerprinter } from './fingerprint-statement.ts';
import { findRepeats, keyOf, loopsIn, type RepeatedQuery } from './find-repeats.ts';

export interface SizedCapture {
  readonly capture: Capture;
  /** How many rows the route had to show, or any measure of the data that was doubled. */
  readonly rows: number;
}

export interface GrownRepeat {
  readonly repeat: RepeatedQuery;
  readonly smallTimes: number;
  readonly largeTimes: number;
  /** Further statements per further row; 0 where the number stays. */
  readonly slope: number;
  readonly grows: boolean;
}

/** The same requests were sent at both sizes. What the larger repeats is looked for in the smaller, however few turns it had there. */
export function confirmGrowth(
  { small, large }: { readonly small: SizedCapture; readonly large: SizedCapture },
  fingerprint: Fingerprinter,
  routeOf: (request: Request) => string = ({ method, path }) => `${method} ${path}`,
): readonly GrownRepeat[] {
  if (large.rows <= small.rows) throw new RangeError(`${large.rows} rows are not more than ${small.rows}`);
  return findRepeats(large.capture, fingerprint, routeOf).map((repeat) => {
    const mean = (capture: Capture): number => meanTimes(capture, repeat, { fingerprint, routeOf });
    const smallTimes = mean(small.capture);
    const largeTimes = mean(large.capture);
    const slope = (largeTimes - smallTimes) / (large.rows - small.rows);
    // Counts, not times: they do not scatter, so one statement more is growth.
    return { repeat, smallTimes, largeTimes, slope: Math.max(0, slope), grows: largeTimes - smallTimes >= 1 };
  });
}

/** Over all requests of the route, also those that never ran it. */
function meanTimes(
  capture: Capture,
  repeat: RepeatedQuery,
  how: { readonly fingerprint: Fingerprinter; readonly routeOf: (request: Request) => string },
): number {
  const requests = capture.requests.filter((request) => how.routeOf(request) === repeat.route);
  if (requests.length === 0) return 0;
  const key = keyOf(repeat.fingerprint, repeat);
  let times = 0;
  for (const { turns, fingerprint } of loopsIn({ ...capture, requests }, how.fingerprint)) {
    if (keyOf(fingerprint, turns[0]) === key) times += turns.length;
  }
  return times / requests.length;
}
