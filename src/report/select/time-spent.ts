// Where the wall time went: each phase with its share of the whole, the phases before it, and its own parts.
import type { Report } from '../report.ts';

export interface TimeSpent {
  readonly name: string;
  readonly durationMs: number;
  /** How long it went on, where other phases went on beside it. */
  readonly workMs: number | null;
  /** What came before it, and what it took, of the whole: 0 to 1. */
  readonly from: number;
  readonly share: number;
  readonly isPart: boolean;
}

export interface WholeTime {
  readonly totalMs: number;
  /** Phases in order, each followed by its parts. */
  readonly rows: readonly TimeSpent[];
}

export function timeSpent({ phases }: Pick<Report, 'phases'>): WholeTime {
  const totalMs = phases.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const rows: TimeSpent[] = [];
  let begunMs = 0;
  for (const { name, durationMs, workMs = null, parts = [] } of totalMs > 0 ? phases : []) {
    const from = begunMs / totalMs;
    rows.push({ name, durationMs, workMs, from, share: durationMs / totalMs, isPart: false });
    let partMs = begunMs;
    for (const part of parts) {
      const share = Math.min(part.durationMs, totalMs) / totalMs;
      const partFrom = Math.min(partMs / totalMs, 1 - share);
      rows.push({ ...part, workMs: null, from: partFrom, share, isPart: true });
      partMs += part.durationMs;
    }
    begunMs += durationMs;
  }
  return { totalMs, rows };
}
