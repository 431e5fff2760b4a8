// Where the time of a review goes, told by those who spend it; phases may overlap, and the report counts no moment twice.
import type { Log } from '../ports/log.ts';

/** What a timed gate spends its time on. */
export type Activity = 'starting' | 'warming up' | 'measuring' | 'confirming';

export interface Timekeeper {
  /** Begins a phase, or one part of it; the returned function ends it. */
  begin(phase: string, part?: string): () => void;
}

export interface Watched {
  readonly log: Log;
  /** Nobody keeps the time where there is none. */
  readonly timekeeper?: Timekeeper | undefined;
}

/** Begins a phase for the person watching and for the report alike. */
export function beginPhase({ log, timekeeper }: Watched, name: string): (outcome?: string) => void {
  const endOnScreen = log.phase(name);
  const endInReport = timekeeper?.begin(name);
  return (outcome) => {
    endInReport?.();
    endOnScreen(outcome);
  };
}

/** Runs work as a phase, which ends however the work does. */
export async function asPhase<Result>(
  watched: Watched,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const end = beginPhase(watched, name);
  try {
    return await work();
  } finally {
    end();
  }
}
