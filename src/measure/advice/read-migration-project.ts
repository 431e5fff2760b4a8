// The migrations a checkout has already: where the next one lies, how it is numbered and written is told by them.
import type { DatabaseConfig } from '../../config/config.ts';
import type { Files } from '../../ports/files.ts';
import type { MigrationProject } from './migration-tool.ts';

/** The newest tell the manner; a long history need not be read. */
const MOST_FILES = 10;

/** Where tools put them whose files are no plain SQL; looked for where a command migrates. */
const USUAL_PLACES = ['**/migrations/**/*.{sql,js,cjs,mjs,ts}', 'drizzle/**/*.sql', 'sql/V*__*.sql'];
const NO_MIGRATION = /(^|[./])down\.sql$|\.d\.ts$/i;

const naturalOrder = new Intl.Collator('en', { numeric: true });

export async function readMigrationProject(
  files: Files,
  { migrations, migrate }: Pick<DatabaseConfig, 'migrations' | 'migrate'>,
  directory: string,
): Promise<MigrationProject> {
  const globs = migrations.length > 0 ? migrations : migrate === null ? [] : USUAL_PLACES;
  const listed = globs.length === 0 ? [] : await files.list(directory, globs);
  const paths = listed.filter((path) => !NO_MIGRATION.test(path)).toSorted(naturalOrder.compare);
  const numbered = paths.filter((path) => /(^|\/)V?\d[^/]*(\/migration\.sql)?$/.test(path));
  const read = [];
  for (const path of (numbered.length > 0 ? numbered : paths).slice(-MOST_FILES)) {
    read.push({ path, text: (await files.readText(`${directory}/${path}`)) ?? '' });
  }
  return { files: read, command: migrate };
}
