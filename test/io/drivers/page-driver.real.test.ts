// The page driver as a program, with raw samples and real Lighthouse in real Chrome.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openShell } from '../../../src/io/shell/open-shell.ts';
import { openDriver, type DriverSession } from '../../../src/measure/driver-session.ts';
import {
  lighthouseAnswerSchema,
  openAnswerSchema,
  sampleAnswerSchema,
  warmUpAnswerSchema,
  type PageQuestion,
  type SampleAnswer,
  type Visit,
} from '../../../src/ports/page-driver.ts';
import { realWorld } from '../../measure/load/gauge-context.ts';
import { killAll, processesOf, stillAlive } from './chrome-leftovers.ts';

/** How long the end of a browser may take where others keep the machine busy. */
const SOON = { timeout: 30_000 };
const driverPath = join(import.meta.dirname, '../../../src/io/drivers/page-driver.ts');
const SCRIPT = `const until = performance.now() + 120; while (performance.now() < until); console.error('boom');
fetch('/late').then((answer) => answer.text()).then((text) => { document.querySelector('p').textContent = text; });`;
const PAGE = `<!doctype html><html lang="en"><head><title>Shop</title>
<meta name="viewport" content="width=device-width"><script src="/app.js" defer></script></head>
<body><h1 id="hero">Everything must go, and quickly so</h1><p></p><img src="/missing.png" alt=""></body></html>`;
const MOVED = `<!doctype html><html lang="en"><title>Moved</title><h1>Here</h1><p>There</p>`;

const site: RequestListener = ({ url, headers }, response) => {
  const isKnown = headers.cookie?.includes('session=alice') === true;
  if (url === '/') response.setHeader('content-type', 'text/html').end(PAGE);
  else if (url === '/app.js') response.setHeader('content-type', 'text/javascript').end(SCRIPT);
  else if (url === '/late') response.end('It is late');
  else if (url === '/account' && !isKnown) response.writeHead(302, { location: '/login' }).end();
  else if (url === '/account' || url === '/login') response.setHeader('content-type', 'text/html').end(MOVED);
  else response.writeHead(url === '/broken' ? 500 : 404).end();
};

let folder: string;
let server: Server;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perfcrew-test-'));
  server = createServer(site).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

function visit(path: string, different: Partial<Visit> = {}): Visit {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : null;
  return {
    url: `http://127.0.0.1:${port}${path}`,
    formFactor: 'mobile',
    setup: null,
    timeoutMs: 60_000,
    ...different,
  };
}

async function openQuestion(): Promise<PageQuestion> {
  const { path, environment } = await realWorld().toolbox.chrome();
  return { ask: 'open-chrome', chrome: { path, environment: { ...environment } }, scratchDirectory: folder };
}

async function openedDriver(): Promise<DriverSession> {
  const driver = openDriver(realWorld(), { driver: 'page-driver', directory: folder });
  const opened = await driver.ask(await openQuestion(), openAnswerSchema, 60_000);
  expect(opened).toEqual({ status: 'answered', answer: { status: 'opened' } });
  return driver;
}

async function sample(driver: DriverSession, of: Visit): Promise<SampleAnswer> {
  const said = await driver.ask({ ask: 'sample', visit: of }, sampleAnswerSchema, 90_000);
  if (said.status === 'failed') throw new Error(said.failure);
  return said.answer;
}

async function sampled(driver: DriverSession, of: Visit) {
  const answer = await sample(driver, of);
  if (answer.status === 'failed') throw new Error(answer.reason);
  return answer.sample;
}

it('samples a page until it is quiet, each time with an empty cache', async () => {
  {
    await using driver = await openedDriver();
    const first = await sampled(driver, visit('/'));
    expect(
      first.requests.map(({ path, type, statusCode }) => `${type} ${path} ${statusCode}`).sort(),
    ).toEqual(['Document / 200', 'Fetch /late 200', 'Image /missing.png 404', 'Script /app.js 200']);
    expect(first.fcpMs).toBeGreaterThan(40);
    expect(first.lcpMs).toBeGreaterThanOrEqual(first.fcpMs ?? Infinity);
    expect(first.longestTaskMs).toBeGreaterThanOrEqual(115);
    expect(first.tbtMs).toBeGreaterThanOrEqual(65);
    expect(first.mainThreadMs).toBeGreaterThan(first.scriptMs);
    expect(first.scriptMs).toBeGreaterThan(10);
    expect(first).toMatchObject({
      leadsTo: null,
      settled: true,
      largestElement: { selector: 'body > h1#hero', snippet: '<h1 id="hero">' },
    });
    const desktop = await sampled(driver, visit('/', { formFactor: 'desktop' }));
    expect(desktop.requests.find(({ path }) => path === '/app.js')).toEqual(
      first.requests.find(({ path }) => path === '/app.js'),
    );
  }
  expect(await readdir(folder)).toEqual([]);
});

it('runs Lighthouse, keeps its reports and pictures, and leaves no Chrome behind', async () => {
  {
    await using driver = await openedDriver();
    const ask = async (path: string) => {
      const question = { ask: 'lighthouse', visit: visit(path), reportPath: join(folder, 'report') };
      const said = await driver.ask(question, lighthouseAnswerSchema, 90_000);
      if (said.status === 'failed') throw new Error(said.failure);
      return said.answer;
    };
    const good = await ask('/');
    if (good.status === 'failed') throw new Error(good.reason);
    const { facts } = good;
    expect(facts.performanceScore).toBeGreaterThan(50);
    expect(facts.lcpMs).toBeGreaterThan(100);
    expect(facts.audits['largest-contentful-paint']).toBe(facts.lcpMs);
    expect(facts.scripts.find(({ path }) => path === '/app.js')?.mainThreadMs).toBeGreaterThan(100);
    expect(facts.consoleErrors).toEqual(['boom']);
    expect(facts.files).toEqual(['json', 'html', 'jpg', 'svg']);
    expect(await ask('/broken')).toMatchObject({ by: 'page', reason: expect.stringContaining('500') });
  }
  const report: unknown = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));
  expect(report).toHaveProperty('lighthouseVersion', '13.5.0');
  expect(await readFile(join(folder, 'report.html'), 'utf8')).toContain('<!doctype html>');
  expect((await readFile(join(folder, 'report.jpg'))).subarray(0, 3).toString('hex')).toBe('ffd8ff');
  expect((await stat(join(folder, 'report.jpg'))).size).toBeLessThanOrEqual(60_000);
  expect(await readFile(join(folder, 'report.svg'), 'utf8')).toMatch(
    /^<svg .*<image .* ms<\/text><\/svg>\n$/,
  );
  expect((await readdir(folder)).sort()).toEqual(['report.html', 'report.jpg', 'report.json', 'report.svg']);
  expect(await processesOf(folder)).toEqual([]);
});

it('logs in before each visit, keeps the cookies for that visit alone, and says what a setup threw', async () => {
  const module = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const login = await module(
    'login.mjs',
    `export default async ({ page, origin }) => {
      console.log('a line that is no answer');
      await page.goto(origin + '/login');
      await page.browserContext().setCookie({ name: 'session', value: 'alice', domain: '127.0.0.1' });
    };`,
  );
  const throwing = await module(
    'throwing.mjs',
    `export default () => { throw new Error('wrong password'); };`,
  );
  const empty = await module('empty.mjs', 'export const login = 1;');
  await using driver = await openedDriver();
  const paths = async (of: Visit) => (await sampled(driver, of)).requests.map(({ path }) => path);
  expect(await paths(visit('/account', { setup: login }))).toEqual(['/account']);
  expect(await paths(visit('/account'))).toEqual(['/account', '/login']);
  expect((await sampled(driver, visit('/account'))).leadsTo).toBe('/login');
  expect(await sample(driver, visit('/account', { setup: throwing }))).toEqual({
    status: 'failed',
    by: 'setup',
    reason: 'wrong password',
  });
  expect(await sample(driver, visit('/account', { setup: empty }))).toMatchObject({
    by: 'setup',
    reason: expect.stringContaining('default export'),
  });
  expect(await sample(driver, visit('/account', { setup: join(folder, 'none.mjs') }))).toMatchObject({
    by: 'setup',
    reason: expect.stringContaining('none.mjs'),
  });
});

it('warms up several visits at once, and goes on after a page that fails and after a Chrome that was killed', async () => {
  await using driver = await openedDriver();
  const visits = [visit('/account'), visit('/broken'), visit('/', { timeoutMs: 1 })];
  const warm = await driver.ask({ ask: 'warm-up', visits }, warmUpAnswerSchema, 90_000);
  expect(warm).toMatchObject({
    answer: {
      failures: [
        null,
        { by: 'page', reason: 'the page answers 500' },
        { by: 'page', reason: 'the page was not measured within 0 s' },
      ],
    },
  });
  killAll(await processesOf(folder));
  await sample(driver, visit('/account'));
  expect(await sample(driver, visit('/account'))).toMatchObject({ status: 'sampled' });
});

it('takes Chrome along when it is killed in the middle of a visit', async () => {
  await using shell = openShell({ environment: process.env, signal: new AbortController().signal });
  const firstRequest = once(server, 'request');
  await using running = await shell.start([process.execPath, driverPath], {
    directory: folder,
    trust: 'scrubbed',
    stdin: `${JSON.stringify(await openQuestion())}\n${JSON.stringify({ ask: 'sample', visit: visit('/') })}\n`,
  });
  await firstRequest;
  const browser = await processesOf(folder);
  expect(browser.length).toBeGreaterThan(2);
  process.kill(running.pid, 'SIGKILL');
  await running.exited;
  await expect.poll(() => stillAlive(browser), SOON).toEqual([]);
});

it.each([
  ['is killed', 'SIGKILL'],
  ['is told to stop', 'SIGTERM'],
  ['throws', 'SIGUSR2'],
] as const)('ends with Chrome and all when who asked it %s', async (_, signal) => {
  const asker = `import { spawn } from 'node:child_process';
process.on('SIGUSR2', () => { throw new Error('a bug'); });
const driver = spawn(process.execPath, [${JSON.stringify(driverPath)}], { stdio: ['pipe', 'ignore', 'ignore'] });
process.stdin.pipe(driver.stdin, { end: false });`;
  const questions = [
    await openQuestion(),
    ...Array.from({ length: 3 }, () => ({ ask: 'sample', visit: visit('/') })),
  ];
  const running = spawn(process.execPath, ['--input-type=module', '-e', asker], {
    cwd: folder,
    stdio: 'pipe',
  });
  const ended = once(running, 'exit');
  const firstRequest = once(server, 'request');
  running.stdin.write(questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
  await firstRequest;
  const browser = await processesOf(folder);
  expect(browser.length).toBeGreaterThan(2);
  running.kill(signal);
  await ended;
  await expect.poll(() => stillAlive(browser), SOON).toEqual([]);
  await expect.poll(() => readdir(folder), SOON).toEqual([]);
});

it('says why where Chrome does not start', async () => {
  await using driver = openDriver(realWorld(), { driver: 'page-driver', directory: folder });
  const question = { ...(await openQuestion()), chrome: { path: '/nonexistent', environment: {} } };
  expect(await driver.ask(question, openAnswerSchema, 60_000)).toMatchObject({
    answer: { status: 'failed', by: 'chrome', reason: expect.stringContaining('/nonexistent') },
  });
  expect(await readdir(folder)).toEqual([]);
});
