// Fifty requests to two routes at a time, by each driver: every statement is tied to its own request and its own line.
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hookEnvironment, takeHookCapture } from '../../../src/io/sql-capture/read-hook.ts';
import type { DatabaseCluster, Databases } from '../../../src/ports/databases.ts';
import { realDatabases } from '../postgres/real-databases.ts';
import { isInstalled, startApp } from './started-app.ts';

const CONCURRENT = 50;
const LOOP = 10;

let folder: string;
let databases: Databases & AsyncDisposable;
let cluster: DatabaseCluster;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pch-'));
  await chmod(folder, 0o711);
  databases = realDatabases({ temporaryDirectory: folder });
  cluster = await databases.start(18);
  await cluster.create('books');
  await using session = await cluster.connect('books');
  await session.query(
    "CREATE TABLE author (id int PRIMARY KEY, name text); INSERT INTO author SELECT i, 'author ' || i FROM generate_series(1, 10) AS i",
  );
});
afterAll(async () => {
  await databases[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const DRIVERS = [
  { driver: 'pg-pool', needs: 'pg' },
  { driver: 'pg-client', needs: 'pg' },
  { driver: 'pg-callback', needs: 'pg' },
  { driver: 'postgres', needs: 'postgres' },
  { driver: 'knex', needs: 'knex' },
  { driver: 'drizzle', needs: 'drizzle-orm' },
];

/** Lines of the store that hold the statement, as its comments mark them. */
async function markedLines(app: string, driver: string): Promise<{ loop: number; one: number }> {
  const names: Record<string, string> = {
    'pg-pool': 'pgPool',
    'pg-client': 'pgClient',
    'pg-callback': 'pgCallback',
    postgres: 'postgresJs',
    knex: 'knexStore',
    drizzle: 'drizzleStore',
  };
  const lines = (await readFile(join(app, 'stores.mjs'), 'utf8')).split('\n');
  const start = lines.findIndex((line) => line.startsWith(`async function ${names[driver] ?? ''}`));
  const find = (kind: string): number => {
    const index = lines.findIndex((line, at) => at > start && line.includes(`// ${kind} line`));
    return lines[index]?.includes('is the next one') === true ? index + 2 : index + 1;
  };
  return { loop: find('loop'), one: find('one') };
}

describe.each(DRIVERS)('$driver', ({ driver, needs }) => {
  test.skipIf(!isInstalled(needs))(`under ${CONCURRENT} requests at a time (needs ${needs})`, async () => {
    const sockets = join(folder, driver);
    await using app = await startApp(driver, {
      ...hookEnvironment(sockets, undefined),
      DATABASE_URL: cluster.url('books'),
    });
    await Promise.all(
      Array.from({ length: CONCURRENT }, async (_, index) => {
        const path = index % 2 === 0 ? 'loop' : 'one';
        const response = await fetch(`${app.url}/${path}?tag=${path}-${index}`);
        expect(response.status, await response.text()).toBe(200);
      }),
    );
    const posted = await fetch(`${app.url}/posted`, { method: 'POST', body: 'posted-99' });
    expect(posted.status).toBe(200);
    const { statements, requests, failures, droppedStatements } = await takeHookCapture(sockets);
    expect(failures).toEqual({ count: 0, messages: [] });
    expect(droppedStatements).toBe(0);

    const tagged = statements.filter(({ sql }) => sql.includes('AS tag') || sql.includes('::text'));
    const tagsOf = (id: string): readonly string[] =>
      tagged
        .filter(({ requestId }) => requestId === id)
        .map(({ parameters }) => String(parameters.find(({ value }) => /-\d+$/.test(String(value)))?.value));
    expect(requests).toHaveLength(CONCURRENT + 1);
    for (const { id, path } of requests) {
      const tags = tagsOf(id);
      expect(tags).toHaveLength(path === '/loop' ? LOOP : 1);
      expect(new Set(tags).size).toBe(1);
      expect(tags[0]).toMatch(new RegExp(`^${path.slice(1)}-\\d+$`));
    }
    const marked = await markedLines(app.folder, driver);
    const lines = new Set(
      tagged.map(({ frames, parameters }) => {
        const tag = String(parameters.find(({ value }) => /-\d+$/.test(String(value)))?.value);
        return `${tag.startsWith('loop') ? 'loop' : 'one'} ${frames[0]?.file.split('/').at(-1)}:${frames[0]?.line}`;
      }),
    );
    expect(lines).toEqual(new Set([`loop stores.mjs:${marked.loop}`, `one stores.mjs:${marked.one}`]));
    expect(tagged.every(({ durationMs, rows }) => durationMs !== null && durationMs >= 0 && rows === 1)).toBe(
      true,
    );
  });
});
