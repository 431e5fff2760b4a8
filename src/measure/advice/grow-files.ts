// Sets how large relations look: their files grow by holes that take no space, their catalog entries say the same.
// The planner reads sizes from the files (PostgreSQL source, optimizer/util/plancat.c, estimate_rel_size), never from the catalog alone.
import type { DatabaseSession } from '../../ports/databases.ts';
import { BLOCK_BYTES } from './index-size.ts';

export interface FileSize {
  readonly oid: number;
  readonly pages: number;
  readonly rows: number;
  /** Share of pages whose rows everybody sees. */
  readonly allVisibleShare: number;
}

/** A relation's file continues in another one, `.1`, `.2` …, after 1 GiB. */
const SEGMENT_PAGES = (1024 * 1024 * 1024) / BLOCK_BYTES;

/** Only on a server of our own, whose files the server itself may grow. Nothing may be read from these relations afterwards. */
export async function growFiles(session: DatabaseSession, sizes: readonly FileSize[]): Promise<void> {
  for (const { oid, pages, rows, allVisibleShare } of sizes) {
    await session.query(
      `UPDATE pg_class SET relpages = $2, reltuples = $3, relallvisible = $4 WHERE oid = $1::int8::oid`,
      [oid, pages, rows, Math.round(pages * Math.min(1, allVisibleShare))],
    );
  }
  // What is still to be written would be written at its old place, and may cut a file.
  await session.query('CHECKPOINT');
  const rows = await session.query(
    `SELECT oid::int8::text AS oid, current_setting('data_directory') || '/' || pg_relation_filepath(oid) AS path
     FROM pg_class WHERE oid = ANY ($1::int8[]::oid[])`,
    [sizes.map(({ oid }) => oid)],
  );
  const paths = new Map(rows.map((row) => [Number(row['oid']), String(row['path'])]));
  const segments = sizes.flatMap(({ oid, pages }) => segmentsOf(paths.get(oid), pages));
  for (let at = 0; at < segments.length; at += BATCH) {
    const commands = segments
      .slice(at, at + BATCH)
      .map(
        ({ path, pages }) => `dd if=/dev/null of=${shell(path)} bs=${BLOCK_BYTES} seek=${pages} 2>/dev/null`,
      );
    await session.query(`COPY (SELECT 1 WHERE false) TO PROGRAM ${literal(commands.join(' && '))}`);
  }
}

const BATCH = 50;

function segmentsOf(
  path: string | undefined,
  pages: number,
): { readonly path: string; readonly pages: number }[] {
  if (path === undefined) return [];
  const count = Math.max(1, Math.ceil(pages / SEGMENT_PAGES));
  return Array.from({ length: count }, (_, at) => ({
    path: at === 0 ? path : `${path}.${at}`,
    pages: Math.min(SEGMENT_PAGES, pages - at * SEGMENT_PAGES),
  }));
}

function shell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
