// Time and chance come from here, so that a whole review replays from its seed.

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Monotonic milliseconds, for durations. */
  elapsed(): number;
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}
