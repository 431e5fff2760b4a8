// Production's sizes and distributions as a file in the repository, so that a small seed is planned for as if it were all of it.
// The fields are those of pg_class and pg_stats (PostgreSQL documentation, System Views).
import { z } from 'zod';
import { documentSchema } from '../../core/document.ts';

/** What becomes of values of text columns: nobody's name is to stand in a repository unless somebody wants that. */
export const TEXT_VALUES = ['omitted', 'hashed', 'kept'] as const;
export type TextValues = (typeof TEXT_VALUES)[number];

export const MOST_VALUES = 1000;
export const MOST_VALUE_LENGTH = 1000;
export const MOST_FILE_BYTES = 32 * 1024 * 1024;

const name = z.string().min(1).max(63);
const count = z.number().min(0).max(1e15);
/** No relation has more (PostgreSQL source, storage/block.h). */
const pages = z.int().min(0).max(0xfffffffe);
const share = z.number().min(0).max(1);
const values = z.array(z.string().max(MOST_VALUE_LENGTH)).max(MOST_VALUES);

const columnSchema = z.strictObject({
  name,
  /** As format_type prints it without its modifier; `integer`, `character varying`. */
  type: z.string().max(200),
  nullShare: share,
  widthBytes: count,
  /** As in pg_stats: below 0 it is the share of the rows, and grows with them. */
  distinct: z.number().min(-1).max(1e15),
  correlation: z.number().min(-1).max(1).nullable(),
  /** Frequencies of the most common values, most common first. */
  frequencies: z.array(share).max(MOST_VALUES),
  /** The values themselves, their SHA-256 (16 hexadecimal digits), or nothing. */
  common: z.discriminatedUnion('as', [
    z.strictObject({ as: z.literal('values'), values }),
    z.strictObject({ as: z.literal('hashes'), values }),
    z.strictObject({ as: z.literal('omitted') }),
  ]),
  /** Bounds of groups with equally many rows; null where there are none or they are left out. */
  histogram: values.nullable(),
});

const tableSchema = z.strictObject({
  schema: name,
  name,
  rows: count,
  pages,
  allVisibleShare: share,
  columns: z.array(columnSchema).max(1600),
  indexes: z.array(z.strictObject({ name, rows: count, pages })).max(1000),
});

export const productionStatisticsSchema = documentSchema('production-statistics', {
  /** Version of the server they were read from, e.g. `16.3`. */
  postgres: z.string().max(50),
  textValues: z.enum(TEXT_VALUES),
  /** The server's settings that plans depend on. */
  settings: z.record(z.string().max(63), z.string().max(100)),
  tables: z.array(tableSchema).max(100_000),
});

export type ProductionStatistics = z.infer<typeof productionStatisticsSchema>;
export type TableStatistics = z.infer<typeof tableSchema>;
export type ColumnStatistics = z.infer<typeof columnSchema>;

/** One line for each column and index: what changes from one reading to the next can be read in a diff. */
export function printStatistics(statistics: ProductionStatistics): string {
  const { tables, ...head } = statistics;
  const lines = tables.map(({ columns, indexes, ...table }) => {
    const start = JSON.stringify(table).slice(0, -1);
    return `  ${start},\n   "columns": ${list(columns)},\n   "indexes": ${list(indexes)}}`;
  });
  return `${JSON.stringify(head).slice(0, -1)},\n "tables": [\n${lines.join(',\n')}\n ]}\n`;
}

function list(items: readonly unknown[]): string {
  return items.length === 0 ? '[]' : `[\n${items.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}]`;
}
