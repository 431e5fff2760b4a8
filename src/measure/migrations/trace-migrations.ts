// Judges the migration files that are new on head by doing them on a throw-away copy of base: what each statement locks,
// rewrites and scans is read from the server, and rules tell what no small copy can show.
import type { DatabaseSession } from '../../ports/databases.ts';
import { assembleFindings } from './assemble-findings.ts';
import { readCatalog, type Catalog } from './catalog.ts';
import { findUnindexedKeys } from './find-unindexed-keys.ts';
import type { GivenRows } from './judged.ts';
import { endsTransaction, freshSettings, localSetting, unset } from './local-settings.ts';
import type { Wrapping } from './in-transaction.ts';
import type { MigrationFinding } from './migration-finding.ts';
import { readStatements } from './read-statements.ts';
import type { MigrationPreference } from '../../core/migration-preference.ts';
import { runStatement, type StatementRun } from './run-statement.ts';
import { placeInTransactions } from './transactions.ts';

export interface MigrationFile {
  /** Path in the repository. */
  readonly path: string;
  readonly text: string;
  /** Whether the tool that runs it opens a transaction around it; `never` by default. */
  readonly wrapping?: Wrapping;
}

export interface MigrationsRequest {
  /** In the order they run. */
  readonly files: readonly MigrationFile[];
  /** Production's rows by table, where known; else the copy's own statistics count, so it should be analyzed. */
  readonly givenRows?: GivenRows;
  readonly preferences?: readonly MigrationPreference[];
  /** Whether the role or the tool that migrates has a lock_timeout already. */
  readonly lockTimeoutGiven?: boolean;
}

export interface FileRun {
  readonly path: string;
  readonly runs: readonly StatementRun[];
}

export interface MigrationReport {
  /** By file and line; accepted ones too, with their reason. */
  readonly findings: readonly MigrationFinding[];
  /** What each statement did. */
  readonly files: readonly FileRun[];
}

/** Leaves the database with all migrations done. */
export async function traceMigrations(
  session: DatabaseSession,
  request: MigrationsRequest,
): Promise<MigrationReport> {
  const base = await readCatalog(session);
  const files: FileRun[] = [];
  for (const file of request.files) files.push(await traceFile(session, file, base));
  await session.query('DISCARD ALL');
  const unindexed = await findUnindexedKeys(session, base);
  const { objects } = await readCatalog(session);
  const ending = { unindexed, objects };
  return { files, findings: files.flatMap((file) => assembleFindings(file, request, ending)) };
}

async function traceFile(
  session: DatabaseSession,
  { path, text, wrapping = 'never' }: MigrationFile,
  base: Catalog,
): Promise<FileRun> {
  await freshSettings(session);
  const statements = await readStatements(text);
  const places = placeInTransactions(statements, isWrapped(wrapping, statements.length));
  const runs: StatementRun[] = [];
  let local = new Set<string>();
  for (const [index, statement] of statements.entries()) {
    const place = places[index] ?? { transaction: null, undone: false, drafts: [] };
    runs.push(await runStatement(session, { statement, place, base }));
    const setting = localSetting(statement.tree);
    if (setting !== null && place.transaction !== null && !place.undone) local.add(setting);
    if (endsTransaction(statement.tree)) {
      await unset(session, local);
      local = new Set();
    }
  }
  return { path, runs };
}

function isWrapped(wrapping: Wrapping, statements: number): boolean {
  return wrapping === 'always' || (wrapping === 'several' && statements > 1);
}
