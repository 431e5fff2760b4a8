// The SQL files of one side, in the order they run.
import type { Side } from '../../core/side.ts';
import type { Files } from '../../ports/files.ts';
import { NotMeasurable } from '../stage.ts';

export interface SqlScript {
  /** Path in the repository. */
  readonly path: string;
  readonly text: string;
}

export interface Checkout {
  readonly side: Side;
  readonly directory: string;
}

/** What undoes a migration lies beside what does it, in a file of its own (golang-migrate, diesel) … */
const UNDOING_FILE = /(^|[./])down\.sql$/i;
/** … or below a marker in the same file (dbmate, goose, sql-migrate, node-pg-migrate). */
const UNDOING_PART =
  /^--[ \t]*(?:migrate:down|\+goose[ \t]+down|\+migrate[ \t]+down|down[ \t]+migration)\b/im;

const naturalOrder = new Intl.Collator('en', { numeric: true });

/** Files glob by glob, as configured; a plain path that is not there is told. */
export async function readScripts(
  files: Files,
  { side, directory }: Checkout,
  globs: readonly string[],
): Promise<readonly SqlScript[]> {
  const scripts: SqlScript[] = [];
  for (const glob of globs) {
    const paths = await files.list(directory, [glob]);
    if (paths.length === 0 && !/[*?[\]{}!]/.test(glob)) {
      throw new NotMeasurable(side, {
        reason: `${glob}, named under \`database\` in .github/perfcrew.yml, does not exist on ${side}.`,
        mend: `Add ${glob} or correct the path under \`database\` in .github/perfcrew.yml.`,
      });
    }
    scripts.push(...(await readAll(files, directory, paths)));
  }
  return scripts;
}

/** Migrations of all globs together in natural name order: 2_ before 10_. */
export async function readMigrations(
  files: Files,
  { directory }: Checkout,
  globs: readonly string[],
): Promise<readonly SqlScript[]> {
  if (globs.length === 0) return [];
  const paths = (await files.list(directory, globs)).filter((path) => !UNDOING_FILE.test(path));
  const scripts = await readAll(files, directory, paths.toSorted(naturalOrder.compare));
  return scripts.map(({ path, text }) => ({
    path,
    text: text.slice(0, indexOr(text.search(UNDOING_PART), text.length)),
  }));
}

async function readAll(files: Files, directory: string, paths: readonly string[]): Promise<SqlScript[]> {
  const scripts: SqlScript[] = [];
  for (const path of paths) {
    const text = (await files.readText(`${directory}/${path}`)) ?? '';
    scripts.push({ path, text: text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n') });
  }
  return scripts;
}

function indexOr(index: number, fallback: number): number {
  return index === -1 ? fallback : index;
}
