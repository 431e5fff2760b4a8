// The load gauge on real autocannon and real servers: what a slow, a missing and a dying route come to.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RequestListener } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadGauge } from '../../../src/measure/load/load-gauge.ts';
import { LEAST_ROUNDS_PER_RESTART } from '../../../src/measure/load/plan-rounds.ts';
import { measurementSchema, type Measured, type Measurement } from '../../../src/measure/measurement.ts';
import { NotMeasurable } from '../../../src/measure/stage.ts';
import { gaugeContext } from './gauge-context.ts';
import { servedStage, type ServedSide, type ServedStage } from './served-stage.ts';

let runDirectory: string;
beforeAll(async () => {
  runDirectory = await mkdtemp(join(tmpdir(), 'perfcrew-test-'));
});
afterAll(() => rm(runDirectory, { recursive: true, force: true }));

const quick: RequestListener = (_, response) => response.end('quick');
const slow: RequestListener = (_, response) => {
  setTimeout(() => response.end('slow'.repeat(500)), 8);
};
const status =
  (code: number): RequestListener =>
  (_, response) => {
    response.statusCode = code;
    response.end('no');
  };

async function measure(sides: { readonly base: ServedSide; readonly head: ServedSide }): Promise<{
  readonly measurement: Measurement;
  readonly stage: ServedStage;
}> {
  const stage = servedStage(sides);
  const config = { targets: { routes: [{ path: '/', connections: 2 }] } };
  const [measurement] = await loadGauge.measure(
    gaugeContext({ gate: 'load', targets: ['GET /'], config, stage, runDirectory }),
  );
  return { measurement: measurementSchema.parse(measurement), stage };
}

function measured({ outcome }: Measurement): Measured {
  if (outcome.status !== 'measured') throw new Error(outcome.reason);
  return outcome;
}

describe('loadGauge', () => {
  it('pairs base and head over restarts and sees the slower side in nearly every pair', async () => {
    const { measurement, stage } = await measure({ base: { handler: quick }, head: { handler: slow } });
    const { series, observations } = measured(measurement);
    expect(stage.starts.base).toBe(2 * stage.starts.head);
    const restarts = stage.starts.head;
    expect(restarts).toBeGreaterThanOrEqual(3);
    const p50 = series.find(({ metric }) => metric === 'latency-p50-ms')?.rounds ?? [];
    const perRestart = [...Map.groupBy(p50, ({ restart }) => restart).values()].map(({ length }) => length);
    expect(perRestart).toHaveLength(restarts);
    expect(Math.min(...perRestart)).toBeGreaterThanOrEqual(LEAST_ROUNDS_PER_RESTART);
    expect(Math.min(...p50.map(({ head }) => head ?? 0))).toBeGreaterThan(7);
    // A round lasts a twentieth of a second, in which somebody else may have had the core.
    const slower = p50.filter(({ base, control, head }) => (head ?? 0) > Math.max(base ?? 0, control ?? 0));
    expect(slower.length / p50.length).toBeGreaterThan(0.75);
    const errors = series.find(({ metric }) => metric === 'errors-per-request')?.rounds ?? [];
    expect(errors.every(({ base, head }) => base === 0 && head === 0)).toBe(true);
    const bytes = series.find(({ metric }) => metric === 'response-bytes')?.rounds[0];
    expect((bytes?.head ?? 0) - (bytes?.base ?? 0)).toBeGreaterThan(1_900);
    const cpu = series.find(({ metric }) => metric === 'cpu-per-request-ms')?.rounds[0];
    expect(cpu?.base).toBeCloseTo(0.5, 1);
    const lengths = new RegExp(
      `^${p50.length} rounds of 0\\.\\d+ s over ${restarts} restarts, 2 connections$`,
    );
    expect(observations.map(({ title }) => title)).toEqual([expect.stringMatching(lengths)]);
    expect(observations[0]?.detail).toContain('CPU time was read from the process tree in ticks of 10 ms');
  });

  it('says that a route answers 404 on base, and starts no load', async () => {
    const { measurement, stage } = await measure({
      base: { handler: status(404) },
      head: { handler: quick },
    });
    expect(measurement.outcome).toMatchObject({
      status: 'unmeasured',
      reason: 'GET / answers 404 on base, so there is nothing to compare.',
      causedByHead: false,
    });
    expect(stage.starts).toEqual({ base: 2, head: 1 });
  });

  it('blames head when its app dies under load, with its last words', async () => {
    const { measurement } = await measure({
      base: { handler: quick },
      head: { handler: quick, diesAfter: 40 },
    });
    expect(measurement.outcome).toMatchObject({ status: 'unmeasured', causedByHead: true });
    expect(measurement.outcome).toHaveProperty('reason', expect.stringContaining('FATAL: out of handles'));
  });

  it('passes on why head does not start', async () => {
    const start = async (): Promise<never> => {
      throw new NotMeasurable('head', { reason: 'head does not listen', mend: 'Let it listen.' });
    };
    const { measurement } = await measure({ base: { handler: quick }, head: { handler: quick, start } });
    expect(measurement.outcome).toEqual({
      status: 'unmeasured',
      reason: 'head does not listen',
      mend: 'Let it listen.',
      causedByHead: true,
    });
  });
});
