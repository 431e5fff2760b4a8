// The profile gauge on real apps: who is blamed for a planted slowdown, and who is not.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { Measurement } from '../../../src/measure/measurement.ts';
import type { Tree } from '../../kit/git-repository.ts';
import { measured, notMeasured } from '../measure/measure-project.ts';
import type { Project } from '../stage/project.ts';
import { observed, openProfiled, profile, type ProfiledOptions } from './profiled-project.ts';

const SERVER = `import { createServer } from 'node:http';
import { rank } from './lib/rank.js';
createServer((request, response) => response.end(String(rank(4_000)))).listen(process.env.PORT, '127.0.0.1');
`;
const SCORE = `export function score(value) {
  let sum = 0;
  for (let at = 0; at < 60; at += 1) sum += Math.sqrt(value * at);
  return sum;
}
`;
const RANK = `import { score } from './score.js';

export function rank(count) {
  let best = 0;
  for (let at = 0; at < count; at += 1) best = Math.max(best, score(at));
  return best;
}
`;
const PACKAGE = JSON.stringify({ type: 'module', scripts: { start: 'node server.js' } });
const BASE = { 'package.json': PACKAGE, 'server.js': SERVER, 'lib/rank.js': RANK, 'lib/score.js': SCORE };
const SLOW_LINE = "  sum += String(value).repeat(300).split('').length;\n";
const SLOW_SCORE = SCORE.replace('  return sum;', `${SLOW_LINE}  return sum;`);

const TEMPORARY = mkdtempSync(join(tmpdir(), 'pc-'));
vi.stubEnv('TMPDIR', TEMPORARY);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(TEMPORARY, { recursive: true, force: true });
});

let project: Project | null = null;
afterEach(async () => {
  await project?.[Symbol.asyncDispose]();
  project = null;
});

async function profiled(options: ProfiledOptions): Promise<Measurement> {
  project = await openProfiled(options);
  return profile(project);
}

/** Folders of the gauge, sockets in them included; the folder for temporary files is this test's own. */
function leftovers(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('perfcrew-cpu-'));
}

function artifact(path: string): unknown {
  return JSON.parse(readFileSync(join(project?.scratch ?? '', path), 'utf8'));
}

describe('profileGauge', () => {
  it('names the changed function and the line of the diff, and keeps both profiles', async () => {
    const measurement = await profiled({ base: BASE, head: { 'lib/score.js': SLOW_SCORE } });
    const found = observed(measurement, 'hot-function');
    expect(found).toMatchObject({
      severity: 'warning',
      side: 'head',
      location: { path: 'lib/score.js', line: 4, side: 'head' },
    });
    expect(found?.title).toMatch(
      /^score \(lib\/score\.js:4\), changed here, \+[\d.]+ ms of the \+[\d.]+ ms CPU per request of GET \/work$/,
    );
    expect(found?.evidence.head).toMatch(/score \(lib\/score\.js:1\), changed here/);
    const paths = measurement.artifacts.map(({ path }) => path);
    expect(paths).toEqual([
      'artifacts/profile-1-get-work-base.cpuprofile',
      'artifacts/profile-1-get-work-base.heapprofile',
      'artifacts/profile-1-get-work-head.cpuprofile',
      'artifacts/profile-1-get-work-head.heapprofile',
      'artifacts/profile-1-get-work-difference.json',
    ]);
    expect(artifact(paths[2] ?? '')).toMatchObject({ nodes: expect.any(Array), samples: expect.any(Array) });
    expect(artifact(paths[3] ?? '')).toMatchObject({ head: expect.any(Object) });
    expect(artifact(paths[4] ?? '')).toMatchObject({ name: 'all', delta: expect.any(Number) });
    expect(leftovers()).toEqual([]);
  });

  it('names the changed function that allocates more, with what it adds to a request', async () => {
    const hungry = SCORE.replace(
      'let sum = 0;',
      'let sum = (globalThis.last = [value, value, value, value]).length;',
    );
    const measurement = await profiled({ base: BASE, head: { 'lib/score.js': hungry } });
    const found = observed(measurement, 'allocating-function');
    expect(found).toMatchObject({
      severity: 'warning',
      location: { path: 'lib/score.js', line: 2, side: 'head' },
    });
    // 4,000 arrays of four numbers: 32 bytes of their own, 16 and four times 8 of their elements.
    const kilobytes = Number(/\+([\d.]+) kB of the/.exec(found?.title ?? '')?.[1]);
    expect(kilobytes).toBeGreaterThan(0.9 * 4 * 80);
    expect(kilobytes).toBeLessThan(1.1 * 4 * 80);
  });

  it('blames the changed caller where the slow callee is as it was, also through npm start', async () => {
    const measurement = await profiled({
      base: BASE,
      head: {
        'lib/rank.js': RANK.replace(
          'score(at));',
          'score(at) + score(at + 1) + score(at + 2) + score(at + 3));',
        ),
      },
      start: 'npm start',
    });
    expect(observed(measurement, 'hot-function')).toMatchObject({
      title: expect.stringMatching(/^rank \(lib\/rank\.js:5\), changed here/),
      location: { path: 'lib/rank.js', line: 5, side: 'head' },
    });
  });

  it('says nothing twice when the change costs nothing', async () => {
    project = await openProfiled({
      base: BASE,
      head: {
        'lib/score.js': SCORE.replaceAll('sum', 'total'),
        'lib/rank.js': RANK.replaceAll('best', 'largest'),
      },
    });
    for (let repeat = 0; repeat < 2; repeat += 1) {
      const { observations } = measured(await profile(project));
      expect(observations.map(({ kind }) => kind)).toEqual(['hot-functions', 'allocating-functions']);
    }
  });

  it('finds lines of TypeScript through the source map of a bundle', async () => {
    const sources = {
      'src/server.ts': SERVER.replace('./lib/rank.js', './rank.ts'),
      'src/rank.ts': RANK.replace('./score.js', './score.ts').replace('count)', 'count: number): number'),
    };
    const typed = (text: string): string => text.replace('value)', 'value: number): number');
    const measurement = await profiled({
      base: { ...sources, 'src/score.ts': typed(SCORE), ...(await bundled(sources, typed(SCORE))) },
      head: { 'src/score.ts': typed(SLOW_SCORE), ...(await bundled(sources, typed(SLOW_SCORE))) },
      start: 'node dist/server.mjs',
    });
    expect(observed(measurement, 'hot-function')).toMatchObject({
      title: expect.stringMatching(/^score \(src\/score\.ts:4\), changed here/),
      location: { path: 'src/score.ts', line: 4, side: 'head' },
    });
  });

  const hasPython = spawnSync('python3', ['--version']).status === 0;
  it.each([
    ['drops NODE_OPTIONS', 'env -u NODE_OPTIONS node server.js', true],
    ['is not Node', 'python3 -m http.server {port} --bind 127.0.0.1', hasPython],
  ])('tells that an app which %s cannot be profiled', async (_, start, canRun) => {
    if (!canRun) return;
    const measurement = await profiled({
      base: { ...BASE, work: 'done' },
      head: { work: 'well done' },
      start,
    });
    expect(notMeasured(measurement)).toMatchObject({
      reason: expect.stringContaining('it has no Node process that took up the profiler'),
      mend: expect.stringContaining('NODE_OPTIONS'),
      causedByHead: false,
    });
    expect(leftovers()).toEqual([]);
  });
});

/** dist/server.mjs with its source map, built from the sources as a project's build does. */
async function bundled(sources: Tree, score: string): Promise<Tree> {
  const files = new Map(Object.entries({ ...sources, 'src/score.ts': score }));
  const { outputFiles } = await build({
    entryPoints: ['src/server.ts'],
    bundle: true,
    write: false,
    outfile: 'dist/server.mjs',
    absWorkingDir: '/project',
    sourcemap: true,
    platform: 'node',
    format: 'esm',
    plugins: [
      {
        name: 'memory',
        setup(builder) {
          builder.onResolve({ filter: /\.ts$/ }, ({ path }) => ({
            path: join('/project/src', path.replace(/^src\//, '')),
          }));
          builder.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
            contents: String(files.get(path.slice('/project/'.length))),
            loader: 'ts',
          }));
        },
      },
    ],
  });
  return Object.fromEntries(
    outputFiles.map(({ path, text }) => [path.slice('/project/'.length), text] as const),
  );
}
