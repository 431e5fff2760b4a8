// The page driver as a program, with real Lighthouse in real Chrome.
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openShell } from '../../../src/io/shell/open-shell.ts';
import { pageAnswerSchema, type PageAnswer, type PageJob } from '../../../src/ports/page-driver.ts';
import { realWorld } from '../../measure/load/gauge-context.ts';
import { processesOf, stillAlive } from './chrome-leftovers.ts';

const driver = join(import.meta.dirname, '../../../src/io/drivers/page-driver.ts');
const SCRIPT = `const until = performance.now() + 120; while (performance.now() < until); console.error('boom');`;
const PAGE = `<!doctype html><html lang="en"><head><title>Shop</title>
<meta name="viewport" content="width=device-width"><script src="/app.js"></script></head>
<body><h1 id="hero">Everything must go, and quickly so</h1><img src="/missing.png" alt=""></body></html>`;

const site: RequestListener = ({ url }, response) => {
  if (url === '/') response.setHeader('content-type', 'text/html').end(PAGE);
  else if (url === '/app.js') response.setHeader('content-type', 'text/javascript').end(SCRIPT);
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

async function job(paths: readonly string[]): Promise<PageJob> {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : null;
  const { path, environment } = await realWorld().toolbox.chrome();
  return {
    chrome: { path, environment: { ...environment } },
    formFactor: 'mobile',
    scratchDirectory: folder,
    runs: paths.map((page, index) => ({
      id: `run-${index}`,
      url: `http://127.0.0.1:${port}${page}`,
      reportPath: join(folder, `report-${index}`),
    })),
    runTimeoutMs: 60_000,
  };
}

it('measures a page, keeps the reports, says what is broken, and leaves no Chrome behind', async () => {
  await using shell = openShell({ environment: process.env, signal: new AbortController().signal });
  const result = await shell.run([process.execPath, driver], {
    directory: folder,
    trust: 'scrubbed',
    stdin: JSON.stringify(await job(['/', '/broken'])),
  });
  const answers = result.stdout
    .trim()
    .split('\n')
    .map((line): PageAnswer => pageAnswerSchema.parse(JSON.parse(line)));
  const [good, broken] = answers;
  if (good?.status !== 'measured') throw new Error(JSON.stringify({ answers, stderr: result.stderr }));
  const { facts } = good;
  expect(facts.performanceScore).toBeGreaterThan(50);
  expect(facts.lcpMs).toBeGreaterThan(100);
  expect(facts.tbtMs).toBeGreaterThanOrEqual(0);
  expect(facts.cls).toBe(0);
  expect(facts.requests.map(({ path, type, statusCode }) => `${type} ${path} ${statusCode}`)).toEqual([
    'Document / 200',
    'Script /app.js 200',
    'Image /missing.png 404',
  ]);
  expect(facts.requests[1]?.transferBytes).toBeGreaterThan(SCRIPT.length);
  expect(facts.scripts.find(({ path }) => path === '/app.js')?.mainThreadMs).toBeGreaterThan(100);
  expect(facts.largestElement).toEqual({ selector: 'body > h1#hero', snippet: '<h1 id="hero">' });
  expect(facts.consoleErrors).toEqual(['boom']);
  expect(broken).toMatchObject({ status: 'failed', reason: expect.stringContaining('500') });

  const report: unknown = JSON.parse(await readFile(join(folder, 'report-0.json'), 'utf8'));
  expect(report).toHaveProperty('lighthouseVersion', '13.5.0');
  expect(await readFile(join(folder, 'report-0.html'), 'utf8')).toContain('<!doctype html>');
  expect((await readdir(folder)).sort()).toEqual(['report-0.html', 'report-0.json']);
  expect(await processesOf(folder)).toEqual([]);
});

it('takes Chrome along when it is killed in the middle of a run', async () => {
  await using shell = openShell({ environment: process.env, signal: new AbortController().signal });
  const stdin = JSON.stringify(await job(['/']));
  const firstRequest = once(server, 'request');
  let browser: number[];
  {
    await using running = await shell.start([process.execPath, driver], {
      directory: folder,
      trust: 'scrubbed',
      stdin,
    });
    await firstRequest;
    browser = await processesOf(folder);
    expect(browser.length).toBeGreaterThan(2);
    process.kill(running.pid, 'SIGKILL');
    await running.exited;
  }
  expect(await stillAlive(browser)).toEqual([]);
});

it('says why where Chrome does not start', async () => {
  await using shell = openShell({ environment: process.env, signal: new AbortController().signal });
  const broken = { ...(await job(['/'])), chrome: { path: '/nonexistent', environment: {} } };
  const result = await shell.run([process.execPath, driver], {
    directory: folder,
    trust: 'scrubbed',
    stdin: JSON.stringify(broken),
  });
  expect(pageAnswerSchema.parse(JSON.parse(result.stdout))).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining('/nonexistent'),
  });
  expect(await readdir(folder)).toEqual([]);
});
