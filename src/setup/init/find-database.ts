// Whether the app uses Postgres, and which files or commands make its tables and fill them.
import { dependsOn, type Package } from './package-json.ts';
import { runProgram, runScript, type PackageManager } from './package-manager.ts';
import type { DatabaseFacts, Note } from './repository-facts.ts';
import type { Repository, Source } from './repository.ts';
import { environmentReads } from './environment-reads.ts';
import { databaseParts } from './database-parts.ts';
import { findSqlFiles } from './find-sql-files.ts';

const DRIVERS = ['pg', 'postgres', 'pg-promise', 'slonik', '@neondatabase/serverless', '@vercel/postgres'];
const URL_NAME = /^\w*(?:DATABASE|POSTGRES|PG|DB)_?(?:URL|URI|CONNECTION_STRING|CONNECTION)$/;

/** What the tools themselves call it. */
const MIGRATES =
  /\bknex\b.*\bmigrate:latest\b|\bprisma migrate deploy\b|\bnode-pg-migrate\b.* up\b|\bdrizzle-kit migrate\b|\bsequelize(?:-cli)? db:migrate(?!:)|\btypeorm\b.*\bmigration:run\b/;
const SEEDS = /\bknex\b.*\bseed:run\b|\bprisma db seed\b|\bsequelize(?:-cli)? db:seed:all\b/;
/** Waits for the verb, which is typed after the script's name; its options are needed as well. */
const BARE_PG_MIGRATE = /^(?:npx )?node-pg-migrate(?: +--?[\w-]+(?:[= ][^\s-][^\s]*)?)*$/;
/** Writes a migration, or asks for its name, instead of running any. */
const MAKES_ONE = /\b(?:migrate|seed|migration):(?:make|generate|create)\b|\bgenerate\b|\bcreate\b/;

export interface DatabaseSearch {
  readonly repository: Repository;
  readonly packages: readonly Package[];
  readonly sources: readonly Source[];
  readonly manager: PackageManager | null;
}

export interface FoundDatabase {
  readonly database: DatabaseFacts;
  readonly queries: readonly { readonly name: string; readonly file: string }[];
  readonly notes: readonly Note[];
}

export async function findDatabase(search: DatabaseSearch): Promise<FoundDatabase | null> {
  const { repository, packages, sources } = search;
  const driver = DRIVERS.find((name) => packages.some((pkg) => name in pkg.dependencies));
  const prisma = await prismaSchema(repository);
  const compose = await composeFile(repository);
  if (driver === undefined && !prisma?.postgres && compose === null) return null;
  if (driver === undefined && !prisma?.postgres && packages.length > 0) return null;

  const sql = await findSqlFiles(repository);
  const commands = commandsOf(search, prisma?.path ?? null, sql.migrations.length > 0);
  const read = [prisma?.text ?? '', ...sources.map(({ text }) => text)].flatMap((text) =>
    environmentReads(text).map(({ name }) => name),
  );
  const url = read.find((name) => URL_NAME.test(name)) ?? null;
  const parts = url === null ? databaseParts(read) : null;
  const seedCommand = sql.seed.length > 0 ? null : commands.seed;
  const migrate = sql.migrations.length > 0 ? null : commands.migrate;
  const notes: Note[] = [
    { kind: 'found', message: `Postgres (${driver ?? prisma?.path ?? compose?.path ?? 'SQL files'})` },
    ...sql.notes,
  ];
  if (parts !== null) {
    notes.push({ kind: 'found', message: `The database is read from ${Object.values(parts).join(', ')}` });
  } else if (url === null) {
    notes.push({
      kind: 'guessed',
      message:
        'No source reads a database URL from a variable: `database.url_env` says DATABASE_URL. Let the app connect to the URL in that variable',
    });
  }
  if (sql.schema.length === 0 && sql.migrations.length === 0 && migrate === null) {
    notes.push({
      kind: 'add',
      message:
        'No SQL creates the tables: name your files in `database.schema`, or the command in `database.migrate`',
    });
  }
  if (sql.seed.length === 0 && seedCommand === null) {
    notes.push({
      kind: 'add',
      message:
        'No seed was found: on empty tables every query is fast. Write some 10,000 rows in a file such as `db/seed.sql` (generate_series helps) and name it in `database.seed`',
    });
  }
  return {
    database: {
      postgres: compose?.major ?? 18,
      urlEnv: url ?? 'DATABASE_URL',
      parts,
      schema: sql.schema,
      migrations: sql.migrations,
      migrate,
      seed: sql.seed,
      seedCommand,
    },
    queries: sql.queries,
    notes,
  };
}

async function prismaSchema(
  repository: Repository,
): Promise<{ readonly path: string; readonly text: string; readonly postgres: boolean } | null> {
  const path = repository.paths.find((candidate) => /(^|\/)(prisma\/)?schema\.prisma$/.test(candidate));
  if (path === undefined) return null;
  const text = (await repository.read(path)) ?? '';
  return { path, text, postgres: /provider\s*=\s*"postgres(ql)?"/.test(text) };
}

async function composeFile(
  repository: Repository,
): Promise<{ readonly path: string; readonly major: number | null } | null> {
  for (const path of repository.paths.filter((one) => /(^|\/)(docker-)?compose[^/]*\.ya?ml$/.test(one))) {
    const image =
      /image:\s*["']?[\w./-]*(?:postgres|postgis|pgvector|timescale\w*)[\w/-]*(?::(?:pg)?(\d+))?/.exec(
        (await repository.read(path)) ?? '',
      );
    if (image === null) continue;
    const major = Number(image[1] ?? '18');
    return { path, major: Math.min(18, Math.max(14, major)) };
  }
  return null;
}

function commandsOf(
  { packages, manager, repository }: DatabaseSearch,
  prisma: string | null,
  hasPlainMigrations: boolean,
): { readonly migrate: string | null; readonly seed: string | null } {
  if (manager === null) return { migrate: null, seed: null };
  const root = packages.find((pkg) => pkg.directory === '.') ?? packages[0];
  const scripts = Object.entries(root?.scripts ?? {});
  /** One that plainly does it, whatever its name, else one whose name says so and whose text does not say otherwise. */
  const script = (does: RegExp, names: readonly string[]): string | null => {
    const name =
      scripts.find(([, text]) => does.test(text))?.[0] ??
      names.find((one) => root?.scripts[one] !== undefined && !MAKES_ONE.test(root.scripts[one]));
    return name === undefined ? null : runScript(manager, name);
  };
  const up = (name: string | undefined): string | null =>
    name === undefined ? null : `${runScript(manager, name)} up`;
  const uses = (name: string): boolean => packages.some((pkg) => dependsOn(pkg, name));
  const knex = uses('knex') && repository.paths.some((path) => /(^|\/)knexfile\.[cm]?[jt]s$/.test(path));
  const migrate =
    script(MIGRATES, [
      'db:migrate',
      'migrate:up',
      'migrate:latest',
      'migrate:deploy',
      'migrate',
      'db:push',
    ]) ??
    (prisma === null || hasPlainMigrations ? null : runProgram(manager, 'prisma db push')) ??
    (knex ? runProgram(manager, 'knex migrate:latest') : null) ??
    up(scripts.find(([, text]) => BARE_PG_MIGRATE.test(text))?.[0]) ??
    (uses('node-pg-migrate') ? runProgram(manager, 'node-pg-migrate up') : null) ??
    (uses('sequelize-cli') ? runProgram(manager, 'sequelize-cli db:migrate') : null);
  const seed =
    script(SEEDS, ['db:seed', 'seed', 'seed:run']) ??
    (knex && repository.paths.some((path) => /(^|\/)seeds\//.test(path))
      ? runProgram(manager, 'knex seed:run')
      : null);
  return { migrate, seed };
}
