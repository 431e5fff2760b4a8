// What a statement writes: each index on what it writes has to be kept up to date.
import { parseSync } from 'libpg-query';
import { columnsOf, type Candidate } from './candidate.ts';
import { findTable, type Catalog, type Table } from './catalog.ts';
import { nodesIn } from './syntax.ts';

export interface Write {
  readonly table: Table;
  /** Columns an UPDATE sets; null for an INSERT, which writes all. */
  readonly columns: readonly string[] | null;
}

/** Writes within WITH count too. A text that does not parse writes nothing. */
export function readWrites(text: string, catalog: Catalog): readonly Write[] {
  let statements: unknown;
  try {
    statements = parseSync(text).stmts;
  } catch {
    return [];
  }
  return [...nodesIn(statements)].flatMap((node): Write[] => {
    const statement = 'InsertStmt' in node ? node.InsertStmt : 'UpdateStmt' in node ? node.UpdateStmt : null;
    const table = findTable(
      catalog,
      statement?.relation?.relname ?? '',
      statement?.relation?.schemaname ?? undefined,
    );
    if (table === undefined) return [];
    if (!('UpdateStmt' in node)) return [{ table, columns: null }];
    const columns = (node.UpdateStmt.targetList ?? []).flatMap((target) =>
      'ResTarget' in target ? [target.ResTarget.name ?? ''] : [],
    );
    return [{ table, columns }];
  });
}

/** An UPDATE of other columns can leave the index alone (HOT). */
export function touches({ table, columns }: Write, candidate: Candidate): boolean {
  if (table !== candidate.table) return false;
  return columns === null || columnsOf(candidate).some((column) => columns.includes(column));
}
