// What is known of one page so far: its rounds of samples, its Lighthouse runs, and why it was given up where it was.
import { pageName } from '../../config/target-name.ts';
import type { PageTarget } from '../../config/config.ts';
import type { Side } from '../../core/side.ts';
import type { LighthouseFacts, PageSample } from '../../ports/page-driver.ts';
import type { Unmeasured } from '../measurement.ts';
import { newSequence, type Sequence } from '../sequence.ts';
import type { Lane } from './lanes.ts';

export interface PageAudit {
  readonly facts: LighthouseFacts;
  /** Full report on disk, without `.json` or `.html`. */
  readonly reportPath: string;
}

/** Null where that visit failed. */
export type PageRound = { readonly restart: number } & Readonly<Record<Lane, PageSample | null>>;

export interface PageRecord {
  readonly page: PageTarget;
  /** Unique among the pages, and safe in a file name. */
  readonly slug: string;
  readonly setup: string | null;
  /** Of complete restarts only. */
  readonly rounds: PageRound[];
  readonly audits: Record<Side, PageAudit | null>;
  auditTries: number;
  /** Why visits failed, in order. */
  readonly failures: Record<Side, string[]>;
  /** How Chrome or its driver failed, where it did: that says nothing of either side. */
  readonly driverFailures: string[];
  sequence: Sequence;
  /** Why no further restart was taken although the page was not settled; null where nothing stood in the way. */
  stopped: Unmeasured | null;
  durationMs: number;
}

export function newPageRecord(page: PageTarget, index: number, setup: string | null): PageRecord {
  const words = pageName(page)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return {
    page,
    slug: `page-${index + 1}${words === '' ? '' : `-${words.slice(0, 40)}`}`,
    setup,
    rounds: [],
    audits: { base: null, head: null },
    auditTries: 0,
    failures: { base: [], head: [] },
    driverFailures: [],
    sequence: newSequence(),
    stopped: null,
    durationMs: 0,
  };
}

export function isOpen({ stopped, sequence }: PageRecord): boolean {
  return stopped === null && sequence.state !== 'settled';
}

/** Base's own visits and those of its control alike. */
export function samplesOf(record: PageRecord, side: Side): PageSample[] {
  return record.rounds.flatMap(({ base, control, head }) =>
    (side === 'head' ? [head] : [base, control]).filter((sample) => sample !== null),
  );
}

/** None where Lighthouse did not get through. */
export function factsOf(record: PageRecord, side: Side): LighthouseFacts[] {
  const audit = record.audits[side];
  return audit === null ? [] : [audit.facts];
}
