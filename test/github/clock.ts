// Time on the test GitHub: real time plus what a test moved it by, so that tokens expire without waiting.
export interface TestClock {
  now(): Date;
  advance(durationMs: number): void;
  set(moment: Date): void;
}

export function testClock(): TestClock {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    advance: (durationMs) => {
      offsetMs += durationMs;
    },
    set: (moment) => {
      offsetMs = moment.getTime() - Date.now();
    },
  };
}
