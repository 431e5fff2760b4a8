// Which numbers of a round at a constant rate may be used: only what is the server's doing and not the generator's.
import { formatDuration } from '../../core/format/format-duration.ts';
import type { ConstantRateAnswer } from '../../ports/capacity-driver.ts';
import { MOST_FAILURES } from './error-point.ts';

export interface RoundReading {
  readonly p50: number | null;
  readonly p99: number | null;
  /** Why a number is missing, as the end of a sentence; null where none is. */
  readonly leftOut: string | null;
}

/** Timers of Node ring on whole milliseconds: so late is every generator, and both sides alike. */
const USUAL_LATENESS_MS = { p50: 2, p99: 5 } as const;
/** Beyond that, the part of a latency that the generator may be to blame for. */
const MOST_LATENESS = 0.25;
/** A p99 with less than this behind it is the slowest request. */
export const LEAST_FOR_P99 = 100;
/** Share of the requests that may wait for an answer when the last one is due, before the rate counts as too much. */
const MOST_BACKLOG = 0.1;

export function readRound(answer: ConstantRateAnswer): RoundReading {
  const { latencyMs, succeeded, failed, unanswered } = answer;
  const tried = succeeded + failed + unanswered;
  if (latencyMs === null || failed > MOST_FAILURES * tried) {
    return { p50: null, p99: null, leftOut: `${failed} of ${tried} requests failed` };
  }
  const lag = lagging(answer);
  const p50 = isLate(answer, 'p50') ? null : latencyMs.p50;
  const p99 = isLate(answer, 'p99') || tried < LEAST_FOR_P99 ? null : latencyMs.p99;
  const few = tried < LEAST_FOR_P99 ? `only ${tried} requests were due, too few for a p99` : null;
  return { p50, p99, leftOut: lag === null ? few : `the generator ${lag}` };
}

/** How the generator failed to keep its rate; null where it kept it. */
export function lagging(answer: ConstantRateAnswer): string | null {
  const { latenessMs } = answer;
  if (latenessMs === null) return 'sent nothing';
  if (!isLate(answer, 'p50') && !isLate(answer, 'p99')) return null;
  return `sent half of its requests more than ${formatDuration(latenessMs.p50)} late, one in a hundred more than ${formatDuration(latenessMs.p99)}`;
}

/** False where requests came in quicker than they were answered. */
export function sustains({ backlog, due }: ConstantRateAnswer): boolean {
  return backlog <= Math.max(1, MOST_BACKLOG * due);
}

function isLate({ latenessMs, latencyMs }: ConstantRateAnswer, name: 'p50' | 'p99'): boolean {
  const late = latenessMs?.[name] ?? Infinity;
  return late > Math.max(USUAL_LATENESS_MS[name], MOST_LATENESS * (latencyMs?.[name] ?? 0));
}
