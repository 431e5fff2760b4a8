// Whether the statements of the routes can be captured and explained: an app to watch, on a database perfcrew makes.
import type { Config } from './config.ts';

export function capturesStatements({ app, database, targets }: Config): boolean {
  if (app?.start == null || database === null || targets.routes.length === 0) return false;
  // The project names a database of its own, which is neither copied nor explained on.
  if (app.env[database.url_env] !== undefined || database.external_url_env !== null) return false;
  const { schema, migrations, seed, migrate, seed_command: seedCommand } = database;
  return schema.length + migrations.length + seed.length > 0 || migrate !== null || seedCommand !== null;
}
