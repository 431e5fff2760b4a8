// The most common values a column is to have: production's own, or where these stay in production, the seed's in their places.
import type { DatabaseSession } from '../../ports/databases.ts';
import type { ColumnStatistics } from './production-statistics.ts';
import type { SeededColumn } from './seeded-columns.ts';
import { quote, quoteTable, type TableName } from './table-key.ts';

export interface CommonValues {
  readonly values: readonly string[];
  readonly frequencies: readonly number[];
}

/** Enough to know again what an enumeration holds, without reading a large seed for long. */
const MOST_ROWS_READ = 100_000;

export async function commonValues(
  session: DatabaseSession,
  table: TableName,
  { production, seeded }: { readonly production: ColumnStatistics; readonly seeded: SeededColumn },
): Promise<CommonValues> {
  const { common, frequencies } = production;
  if (common.as === 'values') return pair(common.values, frequencies);
  const known =
    common.as === 'hashes' ? await valuesByHash(session, table, seeded.name) : new Map<string, string>();
  const wanted = common.as === 'hashes' ? common.values : frequencies.map(() => null);
  const found = wanted.map((hash) => (hash === null ? undefined : known.get(hash)));
  const taken = new Set(found);
  // Without a hash, the seed's most common value stands for production's most common one, and so on.
  const left = common.as === 'omitted' ? seeded.common.filter((value) => !taken.has(value)) : [];
  const placed = found.map((value, at) => value ?? left[at] ?? standIn(seeded, at));
  return pair(placed, frequencies);
}

/** A text no row has and no query asks for: it keeps the frequency in the sum. Other types have no such value. */
function standIn({ isText }: SeededColumn, at: number): string | null {
  return isText ? `(value ${at + 1} of production)` : null;
}

function pair(values: readonly (string | null)[], frequencies: readonly number[]): CommonValues {
  const pairs = values.flatMap((value, at) => {
    const frequency = frequencies[at];
    return value === null || frequency === undefined ? [] : [{ value, frequency }];
  });
  return { values: pairs.map(({ value }) => value), frequencies: pairs.map(({ frequency }) => frequency) };
}

async function valuesByHash(
  session: DatabaseSession,
  table: TableName,
  column: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await session.query(
    `SELECT DISTINCT v AS value, left(encode(sha256(convert_to(v, 'UTF8')), 'hex'), 16) AS hash
     FROM (SELECT ${quote(column)}::text AS v FROM ${quoteTable(table)} LIMIT ${MOST_ROWS_READ}) AS s WHERE v IS NOT NULL`,
    [],
  );
  return new Map(rows.map((row) => [String(row['hash']), String(row['value'])]));
}
