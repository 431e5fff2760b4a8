// What is known of one page so far: its runs in pairs, and why it was given up where it was.
import type { PageTarget } from '../../config/config.ts';
import type { Side } from '../../core/side.ts';
import type { PageFacts } from '../../ports/page-driver.ts';
import type { Unmeasured } from '../measurement.ts';

export interface PageRun {
  readonly facts: PageFacts;
  /** Full report on disk, without `.json` or `.html`. */
  readonly reportPath: string;
}

export interface PagePair {
  readonly restart: number;
  /** Null where the run failed. */
  readonly base: PageRun | null;
  readonly head: PageRun | null;
}

export interface PageRecord {
  readonly page: PageTarget;
  readonly pairs: PagePair[];
  /** Why runs failed, in order. */
  readonly failures: Record<Side, string[]>;
  /** How the page driver failed, where it did: that says nothing of either side. */
  readonly driverFailures: string[];
  /** Where the page led to when it was last asked for; null where it answered itself. */
  readonly leadsTo: Record<Side, string | null>;
  unmeasured: Unmeasured | null;
  durationMs: number;
}

export function newPageRecord(page: PageTarget): PageRecord {
  return {
    page,
    pairs: [],
    failures: { base: [], head: [] },
    driverFailures: [],
    leadsTo: { base: null, head: null },
    unmeasured: null,
    durationMs: 0,
  };
}

export function runsOf(record: PageRecord, side: Side): PageRun[] {
  return record.pairs.flatMap((pair) => pair[side] ?? []);
}
