// Whether statements are tied to their own request and line while fifty requests run at a time, by every driver there is a hook for.
// Installs the drivers into a folder of its own, so it needs the npm registry; it times nothing.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hookEnvironment, takeHookCapture } from '../src/io/sql-capture/read-hook.ts';
import { findRepeats } from '../src/measure/n-plus-one/find-repeats.ts';
import { openFingerprinter } from '../src/measure/n-plus-one/fingerprint-statement.ts';
import type { DatabaseCluster } from '../src/ports/databases.ts';
import { BOOKS, DRIVERS, LOOP, markedLines, tagOf } from '../test/io/sql-capture/marked-statements.ts';
import { realDatabases } from '../test/io/postgres/real-databases.ts';
import type { startApp as StartAppFunction } from '../test/io/sql-capture/started-app.ts';
import { resultFile } from './kit/result-file.ts';
import { type Capture, captureSchema, renderCapture } from './sql/capture/result.ts';

type StartApp = typeof StartAppFunction;

const CONCURRENT = 50;
const ROUNDS = 4;
const PACKAGES = {
  pg: '8.23.1',
  postgres: '3.4.9',
  knex: '3.3.0',
  'drizzle-orm': '0.45.4',
  prisma: '7.10.0',
  '@prisma/client': '7.10.0',
  '@prisma/adapter-pg': '7.10.0',
} as const;

const folder = mkdtempSync(join(tmpdir(), 'pcb-'));
// As root the server runs as another user, who must be able to get there.
chmodSync(folder, 0o711);
try {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: PACKAGES }));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
  });
  process.env['PERFCREW_TEST_PACKAGES'] = join(folder, 'node_modules');
  // Read when it is loaded: where the drivers are.
  const { startApp } = await import('../test/io/sql-capture/started-app.ts');
  await using databases = realDatabases({ temporaryDirectory: folder });
  await using cluster = await databases.start(18);
  await cluster.create('books');
  {
    await using session = await cluster.connect('books');
    await session.query(BOOKS);
  }
  const rows: Capture['rows'] = [];
  for (const { driver, needs, store } of DRIVERS) {
    const row = await tryDriver({ driver, store, version: versionOf(needs) }, { cluster, startApp });
    rows.push(row);
    console.error(`${driver}: ${row.rightRequest} of ${row.sent} right`);
  }
  const result: Capture = {
    command: 'node bench/sql-capture.ts',
    finishedAt: new Date().toISOString(),
    environment: null,
    concurrent: CONCURRENT,
    rows,
  };
  resultFile('sql-capture', captureSchema).write(result);
  console.log(renderCapture(result));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function tryDriver(
  { driver, store, version }: { readonly driver: string; readonly store: string; readonly version: string },
  {
    cluster,
    startApp,
  }: {
    readonly cluster: DatabaseCluster;
    readonly startApp: StartApp;
  },
): Promise<Capture['rows'][number]> {
  const sockets = join(folder, driver);
  await using app = await startApp(driver, {
    ...hookEnvironment({ socketsDirectory: sockets }),
    DATABASE_URL: cluster.url('books'),
  });
  const marked = await markedLines(app.folder, store);
  const row = {
    driver,
    version,
    requests: 0,
    sent: 0,
    seen: 0,
    rightRequest: 0,
    rightLine: 0,
    loopsFound: 0,
    loops: 0,
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const paths = Array.from({ length: CONCURRENT }, (_, index) => (index % 2 === 0 ? 'loop' : 'one'));
    await Promise.all(
      paths.map((path, index) => ask(`${app.url}/${path}?tag=${path}-${round * CONCURRENT + index}`)),
    );
    const capture = await takeHookCapture(sockets);
    const tagged = capture.statements.filter((statement) => tagOf(statement) !== undefined);
    // The tag that most statements of a request carry is the request's own.
    const tags = new Map(
      capture.requests.map(({ id }) => [
        id,
        commonest(tagged.filter(({ requestId }) => requestId === id).map(tagOf)),
      ]),
    );
    row.requests += capture.requests.length;
    row.sent += paths.reduce((sum, path) => sum + (path === 'loop' ? LOOP : 1), 0);
    row.seen += tagged.length;
    for (const statement of tagged) {
      const tag = tagOf(statement);
      const line = tag?.startsWith('loop') === true ? marked.loop : marked.one;
      const [nearest] = statement.frames;
      if (statement.requestId !== null && tags.get(statement.requestId) === tag) row.rightRequest += 1;
      if (nearest?.file.endsWith('/stores.mjs') === true && nearest.line === line) row.rightLine += 1;
    }
    row.loops += 1;
    const repeats = findRepeats(capture, await openFingerprinter());
    const isRight = repeats.length === 1 && repeats[0]?.frames[0]?.line === marked.loop;
    if (isRight && repeats[0]?.timesPerRequest === LOOP) row.loopsFound += 1;
  }
  return row;
}

async function ask(url: string): Promise<void> {
  const response = await fetch(url);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${text}`);
}

function commonest(tags: readonly (string | undefined)[]): string | undefined {
  const counts = [...Map.groupBy(tags, (tag) => tag)].toSorted(
    ([, one], [, other]) => other.length - one.length,
  );
  return counts[0]?.[0];
}

function versionOf(name: string): string {
  const manifest: unknown = JSON.parse(
    readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'),
  );
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '?';
}
