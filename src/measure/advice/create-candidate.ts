// Builds one candidate under a name of the server's choice; null where the server refuses it.
import { DatabaseError, type DatabaseSession } from '../../ports/databases.ts';

export interface CreatedIndex {
  readonly name: string;
  readonly oid: number;
}

export async function createCandidate(
  session: DatabaseSession,
  described: string,
): Promise<CreatedIndex | null> {
  const name = `perfcrew_${await nextNumber(session)}`;
  try {
    await session.query(`CREATE INDEX "${name}" ${described}`);
  } catch (error) {
    if (error instanceof DatabaseError) return null;
    throw error;
  }
  const [row] = await session.query(
    `SELECT oid::int8::text AS oid FROM pg_class WHERE relname = $1 AND relkind = 'i'`,
    [name],
  );
  return { name, oid: Number(row?.['oid']) };
}

async function nextNumber(session: DatabaseSession): Promise<number> {
  const [row] = await session.query(
    `SELECT count(*)::int AS count FROM pg_class WHERE relkind = 'i' AND relname LIKE 'perfcrew\\_%'`,
    [],
  );
  return Number(row?.['count']) + 1;
}
