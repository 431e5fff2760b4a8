// Changes what the app's statements read, the same way in several copies of one database: every plain column of every table.
import { DatabaseError, type DatabaseCluster, type DatabaseSession } from '../../ports/databases.ts';

/** Larger tables take longer to rewrite than a proof should. */
const MOST_ROWS = 300_000;
const MOST_COLUMNS = 400;

/**
 * Keys stay what they are: other rows and the requests themselves name them. `reltuples` is what the planner last counted,
 * -1 where nobody has.
 */
const COLUMNS = `
  select format('%I.%I', c.table_schema, c.table_name) as "table", quote_ident(c.column_name) as "column", c.data_type as "type"
  from information_schema.columns c
  join information_schema.tables t using (table_schema, table_name)
  join pg_class k on k.oid = format('%I.%I', c.table_schema, c.table_name)::regclass
  where t.table_type = 'BASE TABLE' and c.table_schema not in ('pg_catalog', 'information_schema')
    and c.data_type in ('text', 'character varying', 'integer', 'bigint', 'numeric', 'double precision', 'real', 'boolean')
    and c.is_generated = 'NEVER' and c.is_identity = 'NO' and k.reltuples < ${MOST_ROWS}
    and not exists (
      select 1 from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
      where i.indrelid = k.oid and i.indisunique and a.attname = c.column_name)
    and not exists (
      select 1 from pg_constraint f join pg_attribute a on a.attrelid = f.conrelid and a.attnum = any (f.conkey)
      where f.conrelid = k.oid and f.contype = 'f' and a.attname = c.column_name)
  order by c.table_schema, c.table_name, c.ordinal_position
  limit ${MOST_COLUMNS}`;

/** How many tables were changed. Throws DatabaseError where the copies would no longer be alike. */
export async function changeRows(
  cluster: DatabaseCluster,
  [first, ...others]: readonly [string, ...string[]],
): Promise<number> {
  await using session = await cluster.connect(first);
  await session.query('set statement_timeout = 20000');
  const tables = Map.groupBy(await session.query(COLUMNS), ({ table }) => String(table));
  const made: string[] = [];
  let changed = 0;
  for (const [table, columns] of tables) {
    const sets = columns.map(({ column, type }) => changeOf(String(column), String(type)));
    const statements = await changeTable(table, sets, session);
    if (statements.length > 0) changed += 1;
    made.push(...statements);
  }
  await Promise.all(
    others.map(async (other) => {
      await using copy = await cluster.connect(other);
      for (const statement of made) await copy.query(statement);
    }),
  );
  return changed;
}

/** All columns at once; one by one where a rule of the table stands against some. */
async function changeTable(
  table: string,
  sets: readonly string[],
  session: DatabaseSession,
): Promise<readonly string[]> {
  const whole = `update ${table} set ${sets.join(', ')}`;
  if (await isTaken(whole, session)) return [whole];
  if (sets.length === 1) return [];
  const taken: string[] = [];
  for (const set of sets) {
    const statement = `update ${table} set ${set}`;
    if (await isTaken(statement, session)) taken.push(statement);
  }
  return taken;
}

async function isTaken(statement: string, session: DatabaseSession): Promise<boolean> {
  try {
    await session.query(statement);
    return true;
  } catch (error) {
    if (error instanceof DatabaseError) return false;
    throw error;
  }
}

function changeOf(column: string, type: string): string {
  if (type === 'boolean') return `${column} = not ${column}`;
  const isText = type === 'text' || type === 'character varying';
  return `${column} = ${column} ${isText ? "|| '~'" : '+ 1'}`;
}
