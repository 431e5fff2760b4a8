// Which tables a statement keeps others from using, in words, and how much that weighs when it lasts.
import { formatNumber } from '../../core/format/format-number.ts';
import type { Observation } from '../measurement.ts';
import type { Relation } from './catalog.ts';
import { sizeOf, type Judged, type TableSize } from './judged.ts';
import { blocksOf, type Blocks } from './lock-mode.ts';
import type { Trace } from './trace-statement.ts';

export interface Hold {
  readonly table: Relation;
  readonly blocks: Extract<Blocks, 'reads and writes' | 'writes'>;
}

/** From here on a scan takes long enough that requests pile up: some 10 ms to 100 ms on usual disks. */
export const MANY_ROWS = 10_000;

/** Tables nobody can write, or use at all, until the statement's transaction ends. */
export function holds({ locks, before }: Trace): readonly Hold[] {
  const found = new Map<string, Hold>();
  for (const { relation, mode } of locks) {
    const blocks = blocksOf(mode);
    if (blocks !== 'reads and writes' && blocks !== 'writes') continue;
    // The planner opens every index of a table it reads, so a locked index keeps readers out too.
    const table = relation.table === null ? relation : before.relations.get(relation.table);
    if (table === undefined || (table.kind === 'm' && blocks === 'writes')) continue;
    if (relation.table !== null && blocks === 'writes') continue;
    if (found.get(table.oid)?.blocks === 'reads and writes') continue;
    found.set(table.oid, { table, blocks });
  }
  return [...found.values()];
}

/**
 * A lock that lasts as long as all rows are worked on. Few rows in the database at hand say little of production, so they
 * are still worth a warning; few rows in production itself are not.
 */
export function weigh({ rows, given }: TableSize): Observation['severity'] {
  if (rows !== null && rows >= MANY_ROWS) return 'error';
  return given ? 'note' : 'warning';
}

/** The larger of several tables decides. */
export function largest(judged: Judged, tables: readonly Relation[]): TableSize {
  const sizes = tables.map((table) => sizeOf(judged, table));
  const unknown: TableSize = { rows: null, given: false };
  return sizes.toSorted((one, other) => (other.rows ?? -1) - (one.rows ?? -1))[0] ?? unknown;
}

/** `locks orders against reads and writes, and customers against writes`. */
export function describeHolds(held: readonly Hold[]): string {
  const parts = (['reads and writes', 'writes'] as const).flatMap((blocks) => {
    const names = held.filter((hold) => hold.blocks === blocks).map(({ table }) => table.name);
    return names.length === 0 ? [] : [`${listNames(names)} against ${blocks}`];
  });
  return `locks ${parts.join(', and ')}`;
}

export function listNames(names: readonly string[]): string {
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** `1.2 million rows`, `20,000 rows`, `all rows` where nobody knows how many. */
export function describeRows({ rows }: TableSize): string {
  if (rows === null) return 'all rows';
  if (rows >= 1e9) return `${formatNumber(rows / 1e9)} billion rows`;
  if (rows >= 1e6) return `${formatNumber(rows / 1e6)} million rows`;
  return rows === 1 ? '1 row' : `${formatNumber(Math.round(rows))} rows`;
}
