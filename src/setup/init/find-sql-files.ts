// Sorts the .sql files of a repository into schema, migrations, seed and queries, by their place and first statement.
import type { Note } from './repository-facts.ts';
import type { Repository } from './repository.ts';

export interface SqlFiles {
  readonly schema: readonly string[];
  readonly migrations: readonly string[];
  readonly seed: readonly string[];
  readonly queries: readonly { readonly name: string; readonly file: string }[];
  readonly notes: readonly Note[];
}

const MIGRATION = /(^|\/)(migrations?|migrate|drizzle|versions)\//i;
const DOWN = /(\.|_|-|\/)(down|undo|rollback|revert)\.sql$|(^|\/)U\d+__/i;
const SEED =
  /(^|\/)(seeds?|fixtures|sample[-_]?data|test[-_]?data|demo[-_]?data)(\/|[^/]*\.sql$)|[-_.]seeds?\.sql$/i;
const BOTH_WAYS = /^--\s*(migrate:down|\+goose\s+down|\+migrate\s+down|down\s+migration|@down|rollback)/im;
const MAX_QUERIES = 10;

export async function findSqlFiles(repository: Repository): Promise<SqlFiles> {
  const all = repository.paths.filter(
    (path) => /\.sql$/i.test(path) && !/(^|\/)(tests?|spec|e2e|vendor|dist|examples?|docs)\//.test(path),
  );
  const texts = new Map(
    await Promise.all(all.map(async (path) => [path, (await repository.read(path)) ?? ''] as const)),
  );
  const paths = all.filter((path) => !isForeign(path, texts.get(path) ?? ''));
  const textOf = (path: string): string => texts.get(path) ?? '';

  const notes: Note[] = [];
  const seed = paths.filter((path) => SEED.test(path) && !MIGRATION.test(path));
  const steps = paths.filter((path) => MIGRATION.test(path) && !DOWN.test(path));
  const twoWay = steps.find((path) => BOTH_WAYS.test(textOf(path)));
  if (twoWay !== undefined) {
    notes.push({
      kind: 'add',
      message: `${twoWay} holds the way back beside the way forth, so plain SQL will not do: name your migration command in \`database.migrate\``,
    });
  }
  const migrations = twoWay === undefined ? migrationGlobs(steps) : [];
  const rest = paths.filter((path) => !seed.includes(path) && !MIGRATION.test(path) && !DOWN.test(path));
  const created = new Set(migrations.length === 0 ? [] : steps.flatMap((path) => tablesIn(textOf(path))));
  const schema = rest.filter((path) => {
    const tables = tablesIn(textOf(path));
    // A dump of what the migrations make would make it twice.
    return tables.length > 0 && !tables.some((table) => created.has(table));
  });
  const queries = rest.filter((path) => /^(select|with)\b/i.test(withoutComments(textOf(path))));
  const open = queries.filter((path) =>
    /\$\d|(?<![:\w]):[a-z_]\w*|@\w+|\{\{/i.test(withoutStrings(textOf(path))),
  );
  if (open.length > 0) {
    notes.push({
      kind: 'add',
      message: `${open.slice(0, 3).join(', ')}${open.length > 3 ? ' …' : ''} take parameters: add them to \`targets.queries\` with typical values in \`parameters\``,
    });
  }
  const closed = queries.filter((path) => !open.includes(path)).slice(0, MAX_QUERIES);
  return {
    schema,
    migrations,
    seed,
    queries: closed.map((file) => ({ name: nameOf(file, closed), file })),
    notes,
  };
}

/** Of another kind of server: what only its grammar has, or the name of it in the path. */
function isForeign(path: string, text: string): boolean {
  const otherServer = /(^|[/_.-])(my-?sql|maria-?db|sqlite3?|ms-?sql|oracle)([/_.-]|$)/i;
  return otherServer.test(path) || /\bAUTO_INCREMENT\b|\bENGINE\s*=|^CREATE TABLE `/im.test(text);
}

/** One glob for each folder, so that tomorrow's migration is applied as well. */
function migrationGlobs(steps: readonly string[]): readonly string[] {
  const globs = steps.map((path) => {
    const folder = path.split('/').slice(0, -1).join('/');
    if (path.endsWith('/migration.sql')) return `${folder.split('/').slice(0, -1).join('/')}/*/migration.sql`;
    return path.endsWith('.up.sql') ? `${folder}/*.up.sql` : `${folder}/*.sql`;
  });
  return [...new Set(globs)];
}

function tablesIn(sql: string): readonly string[] {
  return [...sql.matchAll(/\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w."]+)/gi)].map(
    (match) =>
      (match[1] ?? '')
        .replaceAll('"', '')
        .replace(/^public\./, '')
        .toLowerCase(),
  );
}

function withoutComments(sql: string): string {
  return sql.replaceAll(/\/\*[\s\S]*?\*\/|--[^\n]*/g, '').trim();
}

function withoutStrings(sql: string): string {
  return withoutComments(sql).replaceAll(/'(?:[^']|'')*'/g, "''");
}

function nameOf(path: string, all: readonly string[]): string {
  const bare = (one: string): string => (one.split('/').at(-1) ?? one).replace(/\.sql$/i, '');
  return all.filter((one) => bare(one) === bare(path)).length > 1
    ? path.replace(/\.sql$/i, '')
    : bare(path).replaceAll(/[-_]+/g, ' ');
}
