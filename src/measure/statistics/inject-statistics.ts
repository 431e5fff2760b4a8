// Makes a copy of a seeded database plan as if it had production's rows, without any: sizes from sparse files, the rest from the catalog.
import type { DatabaseCluster } from '../../ports/databases.ts';
import { commonValues } from './common-values.ts';
import type { ProductionStatistics, TableStatistics } from './production-statistics.ts';
import { resize, wantedSizes } from './relation-sizes.ts';
import { readSeededColumns, type SeededColumn } from './seeded-columns.ts';
import { tableKey } from './table-key.ts';
import { writeColumn, type ColumnWrite } from './write-column.ts';

export interface Injection {
  /** Tables that have production's size now. */
  readonly tables: number;
  readonly columns: number;
  /** What could not be taken over, a sentence each. */
  readonly skipped: readonly string[];
}

/** The copy can be planned on afterwards, but holds no rows and must not be read. Nobody else may use it. */
export async function injectStatistics(
  cluster: DatabaseCluster,
  database: string,
  statistics: ProductionStatistics,
): Promise<Injection> {
  await using session = await cluster.connect(database);
  const seeded = await readSeededColumns(session);
  const known = statistics.tables.filter((table) => seeded.has(tableKey(table)));
  const skipped: string[] = [];
  const writes: { readonly write: ColumnWrite; readonly told: string }[] = [];
  for (const table of known) {
    for (const production of table.columns) {
      const column = seeded.get(tableKey(table))?.get(production.name);
      // A column that one side has no longer, or not yet, is nothing to tell of.
      if (column === undefined) continue;
      const told = `${table.schema}.${table.name}.${column.name}`;
      if (column.type !== production.type) {
        skipped.push(`${told} is ${column.type} here and ${production.type} in production.`);
        continue;
      }
      const common = await commonValues(session, table, { production, seeded: column });
      const histogram = production.histogram ?? histogramOf(column, production.common.as);
      writes.push({ write: { seeded: column, production, common, histogram }, told });
    }
  }
  const sizes = await wantedSizes(session, new Map(known.map((table) => [tableKey(table), table])));
  await resize(session, sizes);
  let columns = 0;
  for (const { write, told } of writes) {
    const refusal = await writeColumn(session, write);
    if (refusal === null) columns += 1;
    else skipped.push(`${told}: ${refusal}.`);
  }
  return { tables: known.length, columns, skipped };
}

/** Bounds that stay in production are the seed's; where values are told and there are no bounds, production has none. */
function histogramOf(
  { histogram }: SeededColumn,
  common: TableStatistics['columns'][number]['common']['as'],
) {
  return common === 'values' ? null : histogram;
}
