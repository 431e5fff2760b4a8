// Which tool runs the project's migrations: told by what it writes into its files, by the command that runs it, by the names.

export type MigrationTool =
  | 'dbmate'
  | 'goose'
  | 'sql-migrate'
  | 'golang-migrate'
  | 'Prisma'
  | 'node-pg-migrate'
  | 'knex'
  | 'Drizzle'
  | 'Flyway'
  | 'plain SQL';

export interface MigrationFile {
  /** Path in the repository. */
  readonly path: string;
  readonly text: string;
}

export interface MigrationProject {
  /** What there is already, in the order it runs; at least the last files, whose manner is followed. */
  readonly files: readonly MigrationFile[];
  /** The command that migrates (`database.migrate`), where there is one. */
  readonly command: string | null;
}

const IN_TEXT: readonly (readonly [MigrationTool, RegExp])[] = [
  ['dbmate', /^--[ \t]*migrate:up\b/im],
  ['goose', /^--[ \t]*\+goose[ \t]/im],
  ['sql-migrate', /^--[ \t]*\+migrate[ \t]/im],
  ['node-pg-migrate', /^--[ \t]*up[ \t]+migration\b/im],
  ['Drizzle', /^--> statement-breakpoint/im],
  ['node-pg-migrate', /\bnode-pg-migrate\b|\bpgm\b/],
  ['knex', /\bknex\b/i],
];

const IN_COMMAND: readonly (readonly [MigrationTool, RegExp])[] = [
  ['dbmate', /\bdbmate\b/],
  ['goose', /\bgoose\b/],
  ['sql-migrate', /\bsql-migrate\b/],
  ['Prisma', /\bprisma\b/],
  ['node-pg-migrate', /\bnode-pg-migrate\b/],
  ['knex', /\bknex\b/],
  ['Drizzle', /\bdrizzle/],
  ['Flyway', /\bflyway\b/],
  ['golang-migrate', /\bmigrate\b.*\s--?(path|source)\b/],
];

const IN_NAME: readonly (readonly [MigrationTool, RegExp])[] = [
  ['Prisma', /(^|\/)prisma\/.*migration\.sql$|(^|\/)\d{14}_[^/]*\/migration\.sql$/],
  ['golang-migrate', /\.up\.sql$/i],
  ['Flyway', /(^|\/)V[\d._]+__[^/]*\.sql$/],
  ['Drizzle', /(^|\/)drizzle\/.*\.sql$/],
];

/** The newest file counts most: a project may have changed its tool. */
export function migrationTool({ files, command }: MigrationProject): MigrationTool {
  const newest = files.toReversed();
  return (
    find(IN_TEXT, ({ text }) => text, newest) ??
    IN_COMMAND.find(([, pattern]) => pattern.test(command ?? ''))?.[0] ??
    find(IN_NAME, ({ path }) => path, newest) ??
    'plain SQL'
  );
}

function find(
  patterns: typeof IN_TEXT,
  partOf: (file: MigrationFile) => string,
  files: readonly MigrationFile[],
): MigrationTool | null {
  for (const file of files) {
    const found = patterns.find(([, pattern]) => pattern.test(partOf(file)));
    if (found !== undefined) return found[0];
  }
  return null;
}
