// What stands in the files. Marks as the tools' own documentation has them: dbmate README ("Migration Options"), goose
// (annotations), sql-migrate README, golang-migrate (database/postgres README), knex ("Transactions in migrations"),
// node-pg-migrate ("Migration methods"), Flyway (executeInTransaction); Drizzle's migrator knows none (drizzle-orm issue 860).
import { unreachable } from '../../core/unreachable.ts';
import type { MigrationFile, MigrationTool } from './migration-tool.ts';

export interface IndexStatements {
  readonly name: string;
  /** `CREATE INDEX CONCURRENTLY …;` */
  readonly create: string;
  /** `DROP INDEX CONCURRENTLY IF EXISTS …;` */
  readonly drop: string;
}

export interface WrittenMigration {
  readonly tool: MigrationTool;
  readonly files: readonly MigrationFile[];
  /** What to do beside committing the files; null where that is all. */
  readonly hint: string | null;
}

interface Place {
  /** Name of the file or folder, without its ending. */
  readonly stem: string;
  /** Where the migrations lie, with a slash at the end; empty for the root. */
  readonly folder: string;
  /** Ending of files that are code: js, ts, mjs, cjs. */
  readonly extension: string;
  /** Whether such files are modules that `export`. */
  readonly isModule: boolean;
}

type Texts = Omit<WrittenMigration, 'tool'>;

export function migrationTexts(tool: MigrationTool, index: IndexStatements, place: Place): Texts {
  const { create, drop, name } = index;
  const { folder, stem } = place;
  const path = `${folder}${stem}`;
  const sql = (text: string): MigrationFile => ({ path: `${path}.sql`, text });
  const undo = `-- Undo: ${drop}\n`;
  switch (tool) {
    case 'dbmate':
      return only(
        sql(`-- migrate:up transaction:false\n${create}\n\n-- migrate:down transaction:false\n${drop}\n`),
      );
    case 'goose':
      return only(sql(`-- +goose NO TRANSACTION\n-- +goose Up\n${create}\n\n-- +goose Down\n${drop}\n`));
    case 'sql-migrate':
      return only(
        sql(`-- +migrate Up notransaction\n${create}\n\n-- +migrate Down notransaction\n${drop}\n`),
      );
    case 'golang-migrate':
      return {
        files: [
          { path: `${path}.up.sql`, text: `${create}\n` },
          { path: `${path}.down.sql`, text: `${drop}\n` },
        ],
        hint: 'Run it without x-use-transaction=true.',
      };
    case 'Prisma':
      return {
        files: [{ path: `${path}/migration.sql`, text: `${undo}${create}\n` }],
        hint: 'Add the index to schema.prisma (`@@index`) where Prisma can express it: else `prisma migrate dev` takes it for drift.',
      };
    case 'node-pg-migrate':
      return only({ path: `${path}.${place.extension}`, text: nodePgMigrate(index, place) });
    case 'knex':
      return only({ path: `${path}.${place.extension}`, text: knex(index, place) });
    case 'Drizzle':
      return {
        files: [sql(`${undo}${create.replace('INDEX CONCURRENTLY', 'INDEX IF NOT EXISTS')}\n`)],
        hint: [
          "Drizzle's migrator always opens a transaction. Build the index before it runs, then its migration finds it done:",
          `psql "$DATABASE_URL" -c ${shell(create)}`,
          `Make the file with \`npx drizzle-kit generate --custom --name add_${name.replaceAll(/\W+/g, '_')}\`, so that the journal knows it, and declare the index in the schema.`,
        ].join('\n'),
      };
    case 'Flyway':
      return {
        files: [
          sql(`${undo}${create}\n`),
          { path: `${path}.sql.conf`, text: 'executeInTransaction=false\n' },
        ],
        hint: "Set flyway.postgresql.transactional.lock=false: CONCURRENTLY waits for ever for the transaction of Flyway's own lock.",
      };
    case 'plain SQL':
      return {
        files: [sql(`${undo}${create}\n`)],
        hint: 'Where whatever runs these files opens a transaction, run this one outside of it.',
      };
    default:
      return unreachable(tool);
  }
}

function only(file: MigrationFile): Texts {
  return { files: [file], hint: null };
}

function nodePgMigrate({ create, drop }: IndexStatements, { extension, isModule }: Place): string {
  const isTyped = extension.endsWith('ts');
  const body = (sql: string): string => `  pgm.noTransaction();\n  pgm.sql(${template(sql)});\n`;
  const one = (verb: string, sql: string): string => {
    if (isTyped) return `export function ${verb}(pgm: MigrationBuilder): void {\n${body(sql)}}\n`;
    return `${isModule || extension === 'mjs' ? 'export const ' : 'exports.'}${verb} = (pgm) => {\n${body(sql)}};\n`;
  };
  const head = isTyped ? `import type { MigrationBuilder } from 'node-pg-migrate';\n\n` : '';
  return `${head}${one('up', create)}\n${one('down', drop)}`;
}

/** A question mark would stand for a value. */
function knex({ create, drop }: IndexStatements, { extension, isModule }: Place): string {
  const isTyped = extension.endsWith('ts');
  const say = isTyped || isModule || extension === 'mjs' ? 'export const ' : 'exports.';
  const one = (verb: string, sql: string): string =>
    `${say}${verb} = (knex${isTyped ? ': Knex' : ''}) => knex.raw(${template(sql.replaceAll('?', String.raw`\?`))});\n`;
  const head = isTyped ? `import type { Knex } from 'knex';\n\n` : '';
  return `${head}${say}config = { transaction: false };\n\n${one('up', create)}\n${one('down', drop)}`;
}

function template(sql: string): string {
  return `\`${sql.replaceAll(/[\\`]|\$(?=\{)/g, String.raw`\$&`)}\``;
}

function shell(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
