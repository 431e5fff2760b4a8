// Makes a clone of the seeded database plan as if all candidates were built on tables of any size, without rows to index:
// the planner takes sizes from the files and the rest from the catalog, and both can be set where the server is our own.
import type { DatabaseSession } from '../../ports/databases.ts';
import { describeCandidate, hasExpression, type Candidate } from './candidate.ts';
import { tableId, type Catalog } from './catalog.ts';
import { countKeys } from './count-keys.ts';
import { createCandidate } from './create-candidate.ts';
import type { Connections } from './guard-cluster.ts';
import { BLOCK_BYTES, estimatePages } from './index-size.ts';
import { growFiles, type FileSize } from './grow-files.ts';
import { HIDE, type WhatIfIndex } from './what-if.ts';

/** How large a table is to be taken for, e.g. as in production. */
export interface TableSize {
  readonly pages: number;
  readonly rows: number;
}

export interface SimulationRequest {
  readonly cluster: Connections;
  /** A clone of the seeded database that only this simulation uses. */
  readonly database: string;
  readonly catalog: Catalog;
  readonly candidates: readonly Candidate[];
  /** By table id; tables that are not named keep their seeded size. */
  readonly sizes?: ReadonlyMap<string, TableSize>;
}

export interface SimulatedIndex extends WhatIfIndex {
  readonly candidate: Candidate;
}

/** Candidates the server refuses, such as on expressions that may change with a setting, are left out. */
export async function simulate(request: SimulationRequest): Promise<readonly SimulatedIndex[]> {
  await using session = await request.cluster.connect(request.database);
  const scaled = sizesOf(request);
  // Of expressions and partial indexes only rows tell the statistics: they are built for real first, then emptied with the table.
  const real = request.candidates.filter((one) => hasExpression(one) || one.predicate !== null);
  const built = await createAll(session, real);
  for (const table of new Set(real.map((one) => tableId(one.table)))) await session.query(`ANALYZE ${table}`);
  const plain = request.candidates.filter((one) => !real.includes(one));
  const distinct = new Map<Candidate, number>();
  for (const one of plain)
    distinct.set(one, await countKeys(session, one, scaled.get(tableId(one.table))?.rows ?? 1));
  const before = await readRelations(session);
  const tables = request.catalog.filter(({ kind }) => kind === 'r').map(tableId);
  if (tables.length > 0) await session.query(`TRUNCATE ${tables.join(', ')}`);
  const planned = await createAll(session, plain);
  const all = [...built, ...planned];
  const files: FileSize[] = before.map((relation) => {
    const { pages = 1, rows = 1 } = scaled.get(relation.table) ?? {};
    return {
      oid: relation.oid,
      pages: Math.ceil(relation.pages * (relation.isTable ? pages : rows)),
      rows: relation.rows * rows,
      allVisibleShare: relation.allVisibleShare,
    };
  });
  for (const { oid, candidate } of planned) {
    const table = tableId(candidate.table);
    const rows = candidate.table.rows * (scaled.get(table)?.rows ?? 1);
    files.push({
      oid,
      pages: estimatePages(candidate, rows, distinct.get(candidate) ?? rows),
      rows,
      allVisibleShare: 0,
    });
  }
  await growFiles(session, files);
  await session.query(HIDE, [all.map(({ oid }) => oid)]);
  const pages = new Map(files.map((file) => [file.oid, file.pages]));
  return all.map((index) => ({
    ...index,
    relation: tableId(index.candidate.table),
    sizeBytes: (pages.get(index.oid) ?? 1) * BLOCK_BYTES,
  }));
}

/** Factors of pages and rows by table. */
function sizesOf({ catalog, sizes }: SimulationRequest): ReadonlyMap<string, TableSize> {
  return new Map(
    catalog.flatMap((table) => {
      const size = sizes?.get(tableId(table));
      if (size === undefined || table.pages === 0 || table.rows === 0) return [];
      return [[tableId(table), { pages: size.pages / table.pages, rows: size.rows / table.rows }]];
    }),
  );
}

async function createAll(session: DatabaseSession, candidates: readonly Candidate[]) {
  const created: { readonly candidate: Candidate; readonly name: string; readonly oid: number }[] = [];
  for (const candidate of candidates) {
    const index = await createCandidate(session, describeCandidate(candidate));
    if (index !== null) created.push({ candidate, ...index });
  }
  return created;
}

async function readRelations(session: DatabaseSession) {
  const rows = await session.query(
    `SELECT c.oid::int8::text AS oid, coalesce(x.indrelid, c.oid)::int8::text AS owner, c.relkind = 'r' AS "isTable",
       '"' || replace(n.nspname, '"', '""') || '"."' || replace(o.relname, '"', '""') || '"' AS "table",
       pg_relation_size(c.oid) / ${BLOCK_BYTES} AS pages, greatest(c.reltuples, 0) AS rows,
       c.relallvisible / greatest(c.relpages, 1)::float8 AS visible
     FROM pg_class AS c LEFT JOIN pg_index AS x ON x.indexrelid = c.oid
     JOIN pg_class AS o ON o.oid = coalesce(x.indrelid, c.oid) AND o.relkind = 'r' AND o.relpersistence <> 't'
     JOIN pg_namespace AS n ON n.oid = o.relnamespace
     WHERE c.relkind IN ('r', 'i') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'`,
    [],
  );
  return rows.map((row) => ({
    oid: Number(row['oid']),
    isTable: row['isTable'] === true,
    table: String(row['table']),
    pages: Number(row['pages']),
    rows: Number(row['rows']),
    allVisibleShare: Number(row['visible']),
  }));
}
