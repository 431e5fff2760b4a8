// Starts per minute as a sliding log: no 60 s, wherever they begin, hold more starts than allowed.
const WINDOW_MS = 60_000;

export interface RateWindow {
  /** 0 when one may start now. */
  waitMs(nowMs: number): number;
  count(nowMs: number): void;
}

export function rateWindow(startsPerMinute: number | null): RateWindow {
  if (startsPerMinute === null) return { waitMs: () => 0, count: () => {} };
  const startsMs: number[] = [];
  return {
    waitMs(nowMs) {
      while (startsMs[0] !== undefined && nowMs - startsMs[0] >= WINDOW_MS) startsMs.shift();
      const [oldest] = startsMs;
      return oldest === undefined || startsMs.length < startsPerMinute ? 0 : oldest + WINDOW_MS - nowMs;
    },
    count: (nowMs) => void startsMs.push(nowMs),
  };
}
