// Fifty requests to two routes at a time, by each driver: every statement is tied to its own request and its own line.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hookEnvironment, takeHookCapture } from '../../../src/io/sql-capture/read-hook.ts';
import { findRepeats } from '../../../src/measure/n-plus-one/find-repeats.ts';
import { openFingerprinter } from '../../../src/measure/n-plus-one/fingerprint-statement.ts';
import { tellRepeat } from '../../../src/measure/n-plus-one/tell-repeat.ts';
import type { DatabaseCluster, Databases } from '../../../src/ports/databases.ts';
import { realDatabases } from '../postgres/real-databases.ts';
import { BOOKS, DRIVERS, LOOP, markedLines, tagOf } from './marked-statements.ts';
import { isInstalled, startApp } from './started-app.ts';

const CONCURRENT = 50;

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
  await session.query(BOOKS);
});
afterAll(async () => {
  await databases[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

describe.each(DRIVERS)('$driver', ({ driver, needs, store }) => {
  test.skipIf(!isInstalled(needs))(`under ${CONCURRENT} requests at a time (needs ${needs})`, async () => {
    const sockets = join(folder, driver);
    await using app = await startApp(driver, {
      ...hookEnvironment({ socketsDirectory: sockets }),
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

    const tagged = statements.filter((statement) => tagOf(statement) !== undefined);
    expect(requests).toHaveLength(CONCURRENT + 1);
    for (const { id, path } of requests) {
      const tags = tagged.filter(({ requestId }) => requestId === id).map(tagOf);
      expect(tags).toHaveLength(path === '/loop' ? LOOP : 1);
      expect(new Set(tags).size).toBe(1);
      expect(tags[0]?.replace(/-\d+$/, '')).toBe(path.slice(1));
    }
    const marked = await markedLines(app.folder, store);
    const lines = new Set(
      tagged.map((statement) => {
        const [nearest] = statement.frames;
        const route = tagOf(statement)?.startsWith('loop') === true ? 'loop' : 'one';
        return `${route} ${nearest?.file.split('/').at(-1)}:${nearest?.line}`;
      }),
    );
    expect(lines).toEqual(new Set([`loop stores.mjs:${marked.loop}`, `one stores.mjs:${marked.one}`]));
    expect(tagged.every(({ durationMs, rows }) => durationMs !== null && durationMs >= 0 && rows === 1)).toBe(
      true,
    );

    const [repeat, ...others] = findRepeats({ statements, requests }, await openFingerprinter());
    expect(others).toEqual([]);
    expect(repeat).toMatchObject({ route: 'GET /loop', timesPerRequest: LOOP, requests: CONCURRENT / 2 });
    const { title } = tellRepeat(repeat ?? expect.fail('no loop was found'), {
      repositoryDirectory: app.folder,
      growth: null,
      replacement: null,
    });
    expect(title).toContain(`${LOOP} times per request at stores.mjs:${marked.loop}`);
  });
});
