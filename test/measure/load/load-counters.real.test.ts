// The load gauge on real Node processes, which count themselves: what another line of code costs, to the byte and microsecond.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configSchema } from '../../../src/config/config.ts';
import { loadGauge } from '../../../src/measure/load/load-gauge.ts';
import { measurementSchema, type Measured } from '../../../src/measure/measurement.ts';
import { median } from '../../../src/stats/quantile.ts';
import { gaugeContext, realWorld } from './gauge-context.ts';
import { spawnedStage } from './spawned-stage.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'perfcrew-test-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** Serializes so many small objects per request. */
const server = (objects: number): string => `import { createServer } from 'node:http';
function page() {
  let text = '';
  for (let id = 0; id < ${objects}; id += 1) text += JSON.stringify({ id, tags: ['a', 'b'] });
  return text;
}
createServer((_, response) => response.end(page())).listen(process.env.PORT, '127.0.0.1');`;

/** Only one process per folder may run, as where an app locks its data. */
const LOCKED = `import { rmSync, writeFileSync } from 'node:fs';
writeFileSync('lock', '', { flag: 'wx' });
process.on('SIGTERM', () => {
  rmSync('lock');
  process.exit();
});
${server(20)}`;

async function measure(programs: { readonly base: string; readonly head: string }): Promise<Measured> {
  const raw = {
    app: { start: `exec ${process.execPath} server.mjs` },
    targets: { routes: [{ path: '/' }] },
  };
  const { app } = configSchema.parse(raw);
  if (app === null) throw new Error('The configuration names an app.');
  const world = realWorld();
  const stage = spawnedStage({ app, programs, directory: await mkdtemp(join(directory, 'stage-')), world });
  const [measurement] = await loadGauge.measure(
    gaugeContext({ gate: 'load', targets: ['GET /'], config: raw, stage, runDirectory: directory, world }),
  );
  const { outcome } = measurementSchema.parse(measurement);
  if (outcome.status !== 'measured') throw new Error(outcome.reason);
  return outcome;
}

function medians({ series }: Measured, metric: string): Record<'base' | 'control' | 'head', number> {
  const rounds = series.find((one) => one.metric === metric)?.rounds ?? [];
  const of = (lane: 'base' | 'control' | 'head'): number =>
    median(rounds.flatMap((round) => round[lane] ?? [])) ?? NaN;
  return { base: of('base'), control: of('control'), head: of('head') };
}

describe('loadGauge', () => {
  it('sees what head allocates and burns more, and that base and control are alike', async () => {
    const outcome = await measure({ base: server(100), head: server(200) });
    const allocated = medians(outcome, 'allocated-per-request-bytes');
    expect(allocated.control / allocated.base).toBeCloseTo(1, 1);
    expect(allocated.head / allocated.base).toBeGreaterThan(1.4);
    const cpu = medians(outcome, 'cpu-per-request-ms');
    expect(cpu.head / cpu.base).toBeGreaterThan(1.1);
    for (const metric of ['gc-per-request-ms', 'heap-used-bytes', 'rss-bytes']) {
      expect(medians(outcome, metric).head).toBeGreaterThan(0);
    }
    expect(medians(outcome, 'event-loop-delay-p99-ms').head).toBeGreaterThanOrEqual(0);
    expect(outcome.observations.at(-1)?.detail).toContain(
      `CPU time was counted by the app's own Node processes, in microseconds.`,
    );
  });

  it('measures an app that cannot run twice without a control, and says so', async () => {
    const outcome = await measure({ base: LOCKED, head: LOCKED });
    const p50 = outcome.series.find(({ metric }) => metric === 'latency-p50-ms')?.rounds ?? [];
    expect(p50.length).toBeGreaterThanOrEqual(18);
    expect(p50.every((round) => !('control' in round) && round.base !== null && round.head !== null)).toBe(
      true,
    );
    expect(outcome.observations.at(-1)?.detail).toContain(
      'A second process of base did not start beside the first.',
    );
  });
});
