// The ledger on disk: one file a day (UTC), one line an entry, only ever added to.
import { join } from 'node:path';
import { Problem } from '../../core/problem.ts';
import type { Outside } from '../store/outside.ts';
import { parseBounded } from '../store/parse-bounded.ts';
import { ledgerEntrySchema, type LedgerEntry } from './ledger-entry.ts';

const MOST_DAY_BYTES = 64_000_000;
const MOST_LINE_BYTES = 16_000;
const LINE_FEED = 10;
const DAY_MS = 86_400_000;

export interface DayFile {
  /** E.g. `2026-11-21`. */
  readonly day: string;
  readonly entries: readonly LedgerEntry[];
  /** Lines cut by a crash. What they reserved was never granted; what they settled counts at its worst case. */
  readonly damagedLines: number;
  /** Up to the end of the last whole line. */
  readonly wholeBytes: number;
}

export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** One write a day. Also mends a line that a killed process left unfinished, so that the new ones stand alone. Refuses what a reader would. */
export async function appendEntries(
  directory: string,
  entries: readonly LedgerEntry[],
  { files }: Pick<Outside, 'files'>,
): Promise<void> {
  for (const [day, ofDay] of Map.groupBy(entries, ({ at }) => dayOf(at))) {
    const lines = ofDay.map((entry) => JSON.stringify(ledgerEntrySchema.parse(entry)));
    await files.append(join(directory, `${day}.jsonl`), `\n${lines.join('\n')}\n`);
  }
}

/** Reads the days from one on, each line once. A day that is long over is not looked at again. */
export function dayReader(directory: string, { files, clock }: Outside) {
  const known = new Map<string, DayFile>();
  return async (fromDay: string): Promise<readonly DayFile[]> => {
    const over = dayOf(clock.now() - 2 * DAY_MS);
    const days = await daysFrom(directory, fromDay, files);
    return await Promise.all(
      days.map(async (day) => {
        const before = known.get(day);
        if (before !== undefined && day < over) return before;
        const now = await readDay(directory, before ?? unreadDay(day), files);
        known.set(day, now);
        return now;
      }),
    );
  };
}

/** A day as far as it is written now. What was read before need not be read again: lines never change. */
async function readDay(directory: string, before: DayFile, files: Outside['files']): Promise<DayFile> {
  const { day } = before;
  const path = join(directory, `${day}.jsonl`);
  const bytes = await files.readBytes(path, MOST_DAY_BYTES);
  if (bytes === null) {
    throw new Problem('document-invalid', {
      what: `${path} is missing or larger than ${MOST_DAY_BYTES} bytes.`,
      mend: `Move ${path} away; what was spent that day is then no longer counted.`,
    });
  }
  // A line without its end is still being written, or was cut by a crash; the next entry ends it.
  const wholeBytes = bytes.lastIndexOf(LINE_FEED) + 1;
  const text = new TextDecoder().decode(bytes.subarray(before.wholeBytes, wholeBytes));
  const lines = text.split('\n').filter((line) => line !== '');
  const entries: LedgerEntry[] = [];
  for (const line of lines) {
    const parsed = parseBounded(line, { schema: ledgerEntrySchema, mostBytes: MOST_LINE_BYTES });
    if (parsed.valid) entries.push(parsed.value);
  }
  return {
    day,
    entries: [...before.entries, ...entries],
    damagedLines: before.damagedLines + lines.length - entries.length,
    wholeBytes,
  };
}

function unreadDay(day: string): DayFile {
  return { day, entries: [], damagedLines: 0, wholeBytes: 0 };
}

/** Days the ledger has, from one on, oldest first. */
async function daysFrom(
  directory: string,
  fromDay: string,
  files: Outside['files'],
): Promise<readonly string[]> {
  const names = await files.list(directory, ['[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].jsonl']);
  return names.map((name) => name.slice(0, 10)).filter((day) => day >= fromDay);
}
