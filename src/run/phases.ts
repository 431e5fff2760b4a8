// Remembers for the report where the time went: every phase a person watching sees, but none inside another.
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Report } from '../report/report.ts';

export interface RecordedPhases {
  /** The same log, listened to. */
  readonly log: Log;
  /** The phases that have ended, in the order they ended. */
  list(): Report['phases'];
}

export function recordPhases(log: Log, clock: Clock): RecordedPhases {
  const ended: { name: string; durationMs: number }[] = [];
  let open = 0;
  return {
    log: {
      ...log,
      phase(name) {
        const isOutermost = open === 0;
        const begunMs = clock.elapsed();
        const end = log.phase(name);
        open += 1;
        return (outcome) => {
          open -= 1;
          if (isOutermost) ended.push({ name, durationMs: Math.max(0, clock.elapsed() - begunMs) });
          end(outcome);
        };
      },
    },
    list: () => [...ended],
  };
}

/** Runs work as a phase, which ends however the work does. */
export async function asPhase<Result>(log: Log, name: string, work: () => Promise<Result>): Promise<Result> {
  const end = log.phase(name);
  try {
    return await work();
  } finally {
    end();
  }
}
