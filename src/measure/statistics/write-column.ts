// Writes one column's statistics where the planner reads them; the same on PostgreSQL 14 to 18, for a superuser of a server of ours.
// Layout: PostgreSQL documentation, pg_statistic; slots as ANALYZE fills them (commands/analyze.c, compute_scalar_stats).
import { DatabaseError, type DatabaseSession } from '../../ports/databases.ts';
import type { CommonValues } from './common-values.ts';
import type { ColumnStatistics } from './production-statistics.ts';
import type { SeededColumn } from './seeded-columns.ts';

export interface ColumnWrite {
  readonly seeded: SeededColumn;
  readonly production: ColumnStatistics;
  readonly common: CommonValues;
  readonly histogram: readonly string[] | null;
}

interface Slot {
  readonly kind: 1 | 2 | 3;
  readonly operator: number;
  readonly numbers: readonly number[] | null;
  readonly values: readonly string[] | null;
}

/** What the server said where it refuses the values as ones of the column; the column is then as it was. */
export async function writeColumn(session: DatabaseSession, write: ColumnWrite): Promise<string | null> {
  await session.query('BEGIN');
  try {
    await (write.seeded.special ? changeShares(session, write) : replace(session, write));
    await session.query('COMMIT');
    return null;
  } catch (error) {
    await session.query('ROLLBACK').catch(() => []);
    if (error instanceof DatabaseError) return error.message;
    throw error;
  }
}

const WHICH = 'starelid = $1::int8::oid AND staattnum = $2 AND stainherit = $3';

function keyOf({ relation, number, inherited }: SeededColumn): readonly unknown[] {
  return [relation, number, inherited];
}

/** Elements and ranges stay the seed's. */
async function changeShares(session: DatabaseSession, { seeded, production }: ColumnWrite): Promise<void> {
  await session.query(
    `UPDATE pg_statistic SET stanullfrac = $4, stawidth = $5, stadistinct = $6 WHERE ${WHICH}`,
    [...keyOf(seeded), production.nullShare, Math.round(production.widthBytes), production.distinct],
  );
}

async function replace(session: DatabaseSession, write: ColumnWrite): Promise<void> {
  const { seeded, production } = write;
  await session.query(`DELETE FROM pg_statistic WHERE ${WHICH}`, keyOf(seeded));
  const slots = slotsOf(write);
  const given: unknown[] = [
    ...keyOf(seeded),
    production.nullShare,
    Math.round(production.widthBytes),
    production.distinct,
  ];
  const next = (value: unknown): string => `$${given.push(value)}`;
  const columns = ['starelid', 'staattnum', 'stainherit', 'stanullfrac', 'stawidth', 'stadistinct'];
  const values = ['$1::int8::oid', '$2', '$3', '$4', '$5', '$6'];
  for (const [index, number] of [1, 2, 3, 4, 5].entries()) {
    const slot = slots[index];
    columns.push(...['kind', 'op', 'coll', 'numbers', 'values'].map((name) => `sta${name}${number}`));
    values.push(
      String(slot?.kind ?? 0),
      `${slot?.operator ?? 0}::oid`,
      `${slot === undefined ? 0 : seeded.collation}::oid`,
      slot?.numbers ? `${next(slot.numbers)}::float4[]` : 'NULL',
      slot?.values
        ? `array_in(textout(${next(arrayText(slot.values))}::text), ${seeded.baseType}::oid, -1)`
        : 'NULL',
    );
  }
  await session.query(
    `INSERT INTO pg_statistic (${columns.join(', ')}) VALUES (${values.join(', ')})`,
    given,
  );
}

function slotsOf({ seeded, production, common, histogram }: ColumnWrite): readonly Slot[] {
  const { equals, less } = seeded;
  const slots: Slot[] = [];
  if (equals !== null && common.values.length > 0) {
    slots.push({ kind: 1, operator: equals, numbers: common.frequencies, values: common.values });
  }
  if (less !== null && histogram !== null && histogram.length > 1) {
    slots.push({ kind: 2, operator: less, numbers: null, values: histogram });
  }
  if (less !== null && production.correlation !== null) {
    slots.push({ kind: 3, operator: less, numbers: [production.correlation], values: null });
  }
  return slots;
}

/** An array as the server reads one: `{"a","b"}`. */
function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
