// What the app of `app/` says of its own statements, without trusting whoever ties them: each carries its request's tag, and
// comments mark the lines that ask.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CapturedStatement } from '../../../src/ports/sql-capture.ts';

/** Turns of the loop in one request of `/loop`. */
export const LOOP = 10;

/** Drivers the app knows, the package each needs, and the function of stores.mjs that uses it. */
export const DRIVERS = [
  { driver: 'pg-pool', needs: 'pg', store: 'pgPool' },
  { driver: 'pg-client', needs: 'pg', store: 'pgClient' },
  { driver: 'pg-callback', needs: 'pg', store: 'pgCallback' },
  { driver: 'postgres', needs: 'postgres', store: 'postgresJs' },
  { driver: 'postgres-cjs', needs: 'postgres', store: 'postgresJs' },
  { driver: 'knex', needs: 'knex', store: 'knexStore' },
  { driver: 'drizzle', needs: 'drizzle-orm', store: 'drizzleStore' },
  { driver: 'prisma', needs: '@prisma/adapter-pg', store: 'prismaStore' },
] as const;

export const BOOKS =
  "CREATE TABLE author (id int PRIMARY KEY, name text); INSERT INTO author SELECT i, 'author ' || i FROM generate_series(1, 10) AS i";

/** What the app put into the statement to say which request it is for, e.g. `loop-12`. */
export function tagOf({ parameters }: CapturedStatement): string | undefined {
  return parameters.map(({ value }) => String(value)).find((value) => /^\w+-\d+$/.test(value));
}

/** Lines of the store that hold the statement, as its comments mark them. */
export async function markedLines(
  app: string,
  store: string,
): Promise<{ readonly loop: number; readonly one: number }> {
  const lines = (await readFile(join(app, 'stores.mjs'), 'utf8')).split('\n');
  const start = lines.findIndex((line) => line.includes(`function ${store}(`));
  const find = (kind: string): number => {
    const index = lines.findIndex((line, at) => at > start && line.includes(`// ${kind} line`));
    return lines[index]?.includes('is the next one') === true ? index + 2 : index + 1;
  };
  return { loop: find('loop'), one: find('one') };
}
