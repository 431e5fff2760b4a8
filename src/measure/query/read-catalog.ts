// What the catalog says of tables and indexes that a plan names.
import type { DatabaseSession } from '../../ports/databases.ts';
import type { RelationBlocks } from './compare-plans.ts';

export interface IndexEntry {
  readonly name: string;
  readonly definition: string;
  readonly valid: boolean;
}

/** Plans name tables without their schema; of several with one name the largest counts. */
export async function relationBlocks(
  session: DatabaseSession,
  relations: readonly string[],
): Promise<RelationBlocks> {
  if (relations.length === 0) return new Map();
  const rows = await session.query(
    `SELECT relname AS relation, max(pg_relation_size(oid) / current_setting('block_size')::int)::int AS blocks
     FROM pg_class WHERE relname = ANY ($1) AND relkind IN ('r', 'm') GROUP BY relname`,
    [relations],
  );
  return new Map(rows.map((row) => [String(row['relation']), Number(row['blocks'])]));
}

export async function indexesOf(session: DatabaseSession, relation: string): Promise<readonly IndexEntry[]> {
  const rows = await session.query(
    `SELECT index.relname AS name, pg_get_indexdef(index.oid) AS definition, entry.indisvalid AS valid
     FROM pg_index AS entry
     JOIN pg_class AS index ON index.oid = entry.indexrelid
     JOIN pg_class AS owner ON owner.oid = entry.indrelid
     WHERE owner.relname = $1 ORDER BY index.relname`,
    [relation],
  );
  return rows.map((row) => ({
    name: String(row['name']),
    definition: String(row['definition']),
    valid: row['valid'] === true,
  }));
}

export interface LeadingColumn {
  readonly index: string;
  readonly column: string;
  /** As the server writes it, e.g. `integer`. */
  readonly type: string;
}

/** First columns of the valid B-trees over all rows of a table. */
export async function leadingColumns(
  session: DatabaseSession,
  relation: string,
): Promise<readonly LeadingColumn[]> {
  const rows = await session.query(
    `SELECT index.relname AS index, attribute.attname AS column, format_type(attribute.atttypid, NULL) AS type
     FROM pg_index AS entry
     JOIN pg_class AS index ON index.oid = entry.indexrelid
     JOIN pg_class AS owner ON owner.oid = entry.indrelid
     JOIN pg_am AS method ON method.oid = index.relam
     JOIN pg_attribute AS attribute ON attribute.attrelid = owner.oid AND attribute.attnum = entry.indkey[0]
     WHERE owner.relname = $1 AND entry.indisvalid AND entry.indpred IS NULL AND method.amname = 'btree'
     ORDER BY index.relname`,
    [relation],
  );
  return rows.map((row) => ({
    index: String(row['index']),
    column: String(row['column']),
    type: String(row['type']),
  }));
}

/** Whether the cast changes no bit, as from varchar to text: an index serves the condition in spite of it. */
export async function isFreeCast(session: DatabaseSession, from: string, to: string): Promise<boolean> {
  const [row] = await session.query(
    `SELECT to_regtype($1) = to_regtype($2) OR EXISTS (
       SELECT FROM pg_cast
       WHERE castsource = to_regtype($1) AND casttarget = to_regtype($2) AND castmethod = 'b') AS free`,
    [from, to],
  );
  return row?.['free'] !== false;
}
