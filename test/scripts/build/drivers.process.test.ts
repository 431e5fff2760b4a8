// The drivers as built, in a folder without node_modules: what a user of the Action runs.
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BUNDLES } from '../../../scripts/build/bundles.ts';
import { writeDist } from '../../../scripts/build/dist-folder.ts';
import { makeDist } from '../../../scripts/build/make-dist.ts';
import { openShell } from '../../../src/io/shell/open-shell.ts';
import { loadAnswerSchema, type LoadJob } from '../../../src/ports/load-driver.ts';
import type { PageQuestion } from '../../../src/ports/page-driver.ts';
import { processesOf } from '../../io/drivers/chrome-leftovers.ts';
import { realWorld } from '../../measure/load/gauge-context.ts';

const root = join(import.meta.dirname, '../../..');
const PAGE = '<!doctype html><html lang="en"><title>Shop</title><h1>Everything must go</h1>';

let folder: string;
let server: Server;
let origin: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perfcrew-test-'));
  const drivers = BUNDLES.filter(({ file }) => file.endsWith('-driver.js'));
  const files = await makeDist(root, drivers);
  await writeDist(join(folder, 'dist'), files);
  server = createServer((_, response) => response.setHeader('content-type', 'text/html').end(PAGE));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

async function run(driver: string, ...jobs: readonly object[]): Promise<string> {
  await using shell = openShell({ environment: process.env, signal: new AbortController().signal });
  const result = await shell.run([process.execPath, join(folder, 'dist', driver)], {
    directory: folder,
    trust: 'scrubbed',
    stdin: jobs.map((job) => JSON.stringify(job)).join('\n'),
  });
  expect(result).toMatchObject({ exitCode: 0, stderr: '' });
  return result.stdout;
}

it('is files of text, licences and lock files, with nothing of this machine in them', async () => {
  const files = await makeDist(root, [BUNDLES[3]]);
  expect([...files.keys()].sort()).toEqual([
    'THIRD-PARTY-LICENSES.txt',
    'load-driver.js',
    'package.json',
    ...(await readdir(join(folder, 'dist/tools')))
      .sort()
      .flatMap((tool) => [`tools/${tool}/package-lock.json`, `tools/${tool}/package.json`]),
  ]);
  for (const [path, { content }] of files) expect(content.includes(root), path).toBe(false);
  expect(files.get('THIRD-PARTY-LICENSES.txt')?.content).toContain('autocannon 9.0.0 (MIT)');
  expect(files.get('tools/chromium/package.json')?.content).toContain('"@sparticuz/chromium": "153.0.0"');
});

it('sends load', async () => {
  const job: LoadJob = {
    url: origin,
    method: 'GET',
    headers: {},
    body: null,
    connections: 2,
    leadInMs: 50,
    durationMs: 200,
    minimumRequests: 2,
    maximumMs: 5_000,
  };
  const answer = loadAnswerSchema.parse(JSON.parse(await run('load-driver.js', job)));
  expect(answer.responses).toBeGreaterThan(2);
});

it('runs Lighthouse', async () => {
  const { path, environment } = await realWorld().toolbox.chrome();
  const scratch = await mkdtemp(join(folder, 'scratch-'));
  const open: PageQuestion = {
    ask: 'open-chrome',
    chrome: { path, environment: { ...environment } },
    scratchDirectory: scratch,
  };
  const visit = { url: `${origin}/`, formFactor: 'desktop', setup: null, timeoutMs: 60_000 } as const;
  const questions: PageQuestion[] = [
    open,
    { ask: 'sample', visit },
    { ask: 'lighthouse', visit, reportPath: join(scratch, 'report') },
  ];
  const lines = (await run('page-driver.js', ...questions)).trim().split('\n');
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { status: 'opened' },
    { status: 'sampled', sample: { largestElement: { selector: 'body > h1' }, requests: [{ path: '/' }] } },
    { status: 'audited', facts: { files: ['json', 'html', 'jpg', 'svg'] } },
  ]);
  expect((await readdir(scratch)).sort()).toEqual(['report.html', 'report.jpg', 'report.json', 'report.svg']);
  expect(await processesOf(scratch)).toEqual([]);
});
