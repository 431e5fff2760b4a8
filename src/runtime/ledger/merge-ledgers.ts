// Ledgers of jobs that could not see each other become one again, each line once, however often it is done.
import { join } from 'node:path';
import { waitForLock } from '../store/lock.ts';
import type { Outside } from '../store/outside.ts';
import { appendEntries, dayReader } from './day-files.ts';
import type { LedgerEntry } from './ledger-entry.ts';

const LOCK_MS = 30_000;
const FIRST_DAY = '0000-00-00';
/** Enough for every line of a repository in a year; what a stranger's artifact holds beyond it is left out. */
const MOST_ENTRIES = 1_000_000;

export interface LedgerMerge {
  readonly added: number;
  /** Lines that are none of a ledger. */
  readonly damagedLines: number;
}

/** Adds to the ledger in `into` what the ones in `from` know beyond it; absolute paths of folders. */
export async function mergeLedgers(
  from: readonly string[],
  into: string,
  outside: Outside,
): Promise<LedgerMerge> {
  await using held = await waitForLock(join(into, 'lock'), outside, { mostMs: LOCK_MS });
  void held;
  const readAll = async (directory: string) => await dayReader(directory, outside)(FIRST_DAY);
  const own = (await readAll(into)).flatMap(({ entries }) => entries);
  const known = new Set(own.map(nameOf));
  const added: LedgerEntry[] = [];
  let damagedLines = 0;
  for (const directory of from) {
    for (const day of await readAll(directory)) {
      damagedLines += day.damagedLines;
      for (const entry of day.entries) {
        if (known.has(nameOf(entry)) || known.size >= MOST_ENTRIES) continue;
        known.add(nameOf(entry));
        added.push(entry);
      }
    }
  }
  await appendEntries(into, added, outside);
  return { added: added.length, damagedLines };
}

function nameOf({ kind, id }: LedgerEntry): string {
  return `${kind} ${id}`;
}
