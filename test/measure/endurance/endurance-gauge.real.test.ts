// The endurance gauge on real servers: one that leaks is found with its line, one whose cache fills up is not called leaking.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { enduranceGauge } from '../../../src/measure/endurance/endurance-gauge.ts';
import type { Measurement, Observation } from '../../../src/measure/measurement.ts';
import type { Tree } from '../../kit/git-repository.ts';
import { gate, measured, measureProject, notMeasured } from '../measure/measure-project.ts';
import { openProject, type Project } from '../stage/project.ts';

const DRIVERS = join(import.meta.dirname, '../../../src/io/drivers');
const PACKAGE = JSON.stringify({ type: 'module' });
const SERVER = `import { createServer } from 'node:http';
import { remember } from './lib/store.js';
createServer((request, response) => response.end(String(remember(request)))).listen(process.env.PORT, '127.0.0.1');
`;
const FORGETS = `const kept = [];

export function remember(request) {
  const record = Array.from({ length: 125 }, (_, at) => at);
  return record.length + kept.length + request.url.length;
}
`;
const KEEPS = 'kept.push(record);\n  return';
const LEAKS = FORGETS.replace('return', KEEPS);
const CACHES = FORGETS.replace('return', 'if (kept.length < 400) kept.push(record);\n  return');
const base: Tree = { 'package.json': PACKAGE, 'server.js': SERVER, 'lib/store.js': FORGETS };

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

async function endured(options: {
  readonly base?: Tree;
  readonly head: Tree;
  readonly start?: string;
}): Promise<Measurement> {
  const { start = 'node server.js', head } = options;
  project = await openProject({
    base: options.base ?? base,
    head,
    config: {
      app: { start, ready_timeout_seconds: 20 },
      targets: { routes: [{ path: '/work', connections: 2 }] },
      budget: { minutes: 0.1 },
    },
  });
  const world = {
    ...project.world,
    toolbox: {
      ...project.world.toolbox,
      driver: (driver: string) => [process.execPath, join(DRIVERS, `${driver}.ts`)],
      preload: () => join(DRIVERS, 'profile-preload.mjs'),
    },
  };
  const gates = [gate('endurance', { targets: ['GET /work'] })];
  const [measurement] = await measureProject(project, gates, { gauges: [enduranceGauge], world });
  if (measurement === undefined) throw new Error('Nothing was measured.');
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith('perfcrew-heap-'))).toEqual([]);
  return measurement;
}

function kinds(measurement: Measurement): string[] {
  return measured(measurement).observations.map(({ kind }) => kind);
}

function growth(measurement: Measurement, side: 'base' | 'head'): number {
  const [series] = measured(measurement).series;
  const values = (series?.rounds ?? []).flatMap((round) => round[side] ?? []).toSorted((a, b) => a - b);
  return values[Math.floor(values.length / 2)] ?? Number.NaN;
}

describe('enduranceGauge', () => {
  it('finds a leak of one kilobyte a request, with its size, its function and its line', async () => {
    const measurement = await endured({ head: { 'lib/store.js': LEAKS } });
    const [found] = measured(measurement).observations as readonly [Observation];
    expect(found).toMatchObject({
      kind: 'leak',
      side: 'head',
      severity: 'error',
      location: { path: 'lib/store.js', line: 5, side: 'head' },
    });
    expect(found.title).toMatch(
      /^GET \/work leaks memory: .* held by remember \(lib\/store\.js:5\), changed here$/,
    );
    // 125 numbers: 1,000 bytes, and what an array and its place in the list take.
    expect(growth(measurement, 'head')).toBeGreaterThan(0.95e6);
    expect(growth(measurement, 'head')).toBeLessThan(1.3e6);
    expect(Math.abs(growth(measurement, 'base'))).toBeLessThan(0.2e6);
    const [profile] = measurement.artifacts;
    expect(profile).toMatchObject({ name: 'Live objects of head', side: 'head' });
    expect(existsSync(join(project?.scratch ?? '', profile?.path ?? 'nowhere'))).toBe(true);
  });

  it('does not call a cache that fills up leaking', async () => {
    expect(kinds(await endured({ head: { 'lib/store.js': CACHES } }))).toEqual(['live-heap']);
  });

  it('tells of a leak that base has too and blames nobody; the workers of a cluster are added up', async () => {
    const clustered = `import cluster from 'node:cluster';
if (cluster.isPrimary) for (let count = 0; count < 2; count += 1) cluster.fork();
else await import('./server.js');
`;
    const measurement = await endured({
      base: { ...base, 'lib/store.js': LEAKS, 'cluster.js': clustered },
      head: { note: 'x' },
      start: 'node cluster.js',
    });
    expect(kinds(measurement)).toEqual(['leak-on-base-too']);
    expect(measured(measurement).observations[0]).toMatchObject({ side: 'both', location: null });
    expect(growth(measurement, 'head')).toBeGreaterThan(0.95e6);
    expect(growth(measurement, 'head')).toBeLessThan(1.3e6);
  });

  it('tells that an app which drops NODE_OPTIONS cannot be watched, and does not blame head', async () => {
    const measurement = await endured({
      head: { 'lib/store.js': LEAKS },
      start: 'env -u NODE_OPTIONS node server.js',
    });
    expect(notMeasured(measurement)).toMatchObject({
      reason: expect.stringContaining('it has no Node process that took up the module'),
      mend: expect.stringContaining('NODE_OPTIONS'),
      causedByHead: false,
    });
  });
});
