// The database of the app: how perfcrew makes it, fills it, and tells the app where it is.
import { z } from 'zod';
import { MIGRATION_PREFERENCES } from '../core/migration-preference.ts';

const globs = z.array(z.string().min(1));

const migrationChecksSchema = z.strictObject({
  rows: z
    .record(z.string(), z.int().nonnegative())
    .default({})
    .describe('Rows of the tables in production (`orders: 5000000`): how long a lock lasts depends on them.'),
  transaction: z
    .enum(['auto', 'always', 'never'])
    .default('auto')
    .describe(
      'Whether the tool that migrates runs each file in one transaction; `auto` tells by the markers and names of the known tools.',
    ),
  lock_timeout: z
    .boolean()
    .default(false)
    .describe('Whether the role or the tool that migrates has a `lock_timeout` already.'),
  prefer: z
    .array(z.enum(MIGRATION_PREFERENCES))
    .default([])
    .describe('Matters of taste to be noted in new migrations.'),
});

export const databaseSchema = z.strictObject({
  postgres: z.int().min(14).max(18).default(18).describe('Major version of the throw-away Postgres server.'),
  url_env: z
    .string()
    .default('DATABASE_URL')
    .describe('Environment variable through which the app is told its database.'),
  parts_env: z
    .strictObject({
      host: z.string().optional().describe('Variable for the host, such as DB_HOST.'),
      port: z.string().optional().describe('Variable for the port.'),
      user: z.string().optional().describe('Variable for the user.'),
      password: z.string().optional().describe('Variable for the password.'),
      name: z.string().optional().describe("Variable for the database's name."),
    })
    .default({})
    .describe(
      "Environment variables through which the app is told its database in parts, where it reads no URL. Postgres's own, PGHOST and the like, are always set.",
    ),
  schema: globs.default([]).describe('SQL files that create the schema, in this order (globs allowed).'),
  migrations: globs
    .default([])
    .describe(
      'SQL migrations, applied in name order after the schema. Head gets only those base does not have.',
    ),
  migrate: z
    .string()
    .nullable()
    .default(null)
    .describe('Command that migrates the database named in `url_env`, where migrations are not plain SQL.'),
  migration_checks: migrationChecksSchema
    .prefault({})
    .describe('What is known of production when new migrations are judged.'),
  seed: globs
    .default([])
    .describe('SQL files that fill the tables. Seed at least as many rows as make an index worth using.'),
  seed_command: z
    .string()
    .nullable()
    .default(null)
    .describe('Command that fills the database named in `url_env`.'),
  external_url_env: z
    .string()
    .nullable()
    .default(null)
    .describe(
      'Name of a variable holding the URL of a database of yours: queries are explained there, read only.',
    ),
  allow_writes: z
    .boolean()
    .default(false)
    .describe(
      'Allow perfcrew to write to the external database (EXPLAIN ANALYZE runs the query). Only for throw-away databases.',
    ),
  statistics: z
    .string()
    .nullable()
    .default(null)
    .describe(
      "File with production's sizes and distributions, written by `perfcrew statistics`; or `external`: they are read from the server that `external_url_env` names. Queries are planned at that size, too.",
    ),
});
