// What a capacity measurement does and says, against models of servers whose capacity is known.
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../src/measure/measurement.ts';
import { play, type ModelServer, type Played } from './fake-driver.ts';
import { kinds, medians } from './read-capacity.ts';

const POOL_OF_20: ModelServer = { aloneMs: 50, mostPerSec: 400 };

function seen({ observations }: Played, kind: string): Observation {
  const found = observations.find((one) => one.kind === kind);
  if (found === undefined) throw new Error(`only ${observations.map((one) => one.kind).join(', ')}`);
  return found;
}

describe('measureCapacity', () => {
  it('finds the knee and the peak of both sides and loads both at one rate', async () => {
    const played = await play({ base: POOL_OF_20, head: { aloneMs: 50, mostPerSec: 200 } });
    const [knee, peak] = [medians(played, 'knee-connections'), medians(played, 'peak-throughput-per-sec')];
    expect(knee.base).toBeCloseTo(20, 0);
    expect(knee.head).toBeCloseTo(10, 0);
    expect(peak.base).toBeCloseTo(400, -1);
    expect(peak.head).toBeCloseTo(200, -1);
    const rates = played.jobs.filter((job) => job.endsWith('/s')).map((job) => job.split(' ')[1]);
    expect(new Set(rates)).toEqual(new Set(['240/s']));
    expect(kinds(played)).toEqual([
      'warning peak-throughput-fell',
      'note capacity-ladder',
      'note constant-rate',
    ]);
    expect(seen(played, 'peak-throughput-fell').title).toBe(
      'GET /orders: head answers at most 200 requests a second, base 400 (−50 %)',
    );
    expect(seen(played, 'capacity-ladder').title).toBe(
      'GET /orders by connections: knee at 20 on base, at 10 on head',
    );
    expect(seen(played, 'capacity-ladder').evidence.head).toMatchInlineSnapshot(`
      "connections  requests/s  p50 ms  p95 ms  p99 ms  failed
                1          20      50      50      50     0 %
               10         200      50      50      50     0 %
               50         200     250     250     250     0 %
              100         200     500     500     500     0 %
              150         200     750     750     750     0 %
              200         200   1,000   1,000   1,000     0 %
              400         200   2,000   2,000   2,000     0 %"
    `);
    expect(played.artifacts).toEqual([
      { name: 'Capacity of GET /orders (json)', path: 'artifacts/capacity-1-get-orders.json' },
    ]);
    const kept = played.files.content.get('/run/artifacts/capacity-1-get-orders.json') ?? '';
    expect(JSON.parse(kept)).toMatchObject({ target: 'GET /orders', constantRate: { ratePerSec: 240 } });
  });

  it('takes both sides next to each other on every rung, in an order that varies', async () => {
    const { jobs, elapsedMs } = await play({ base: POOL_OF_20, head: POOL_OF_20 });
    const rungs = jobs.slice(0, 14);
    expect(rungs.map((job) => job.split(' ')[1])).toEqual(
      [1, 1, 10, 10, 50, 50, 100, 100, 150, 150, 200, 200, 400, 400].map(String),
    );
    const firsts = rungs.filter((_, index) => index % 2 === 0).map((job) => job.split(' ')[0]);
    expect(new Set(firsts)).toEqual(new Set(['base', 'head']));
    expect(elapsedMs).toBeLessThan(40_000);
  });

  it('says nothing of a difference that base shows against itself', async () => {
    const noise = (number: number): number => [1, 0.7, 1.2, 0.8][number % 4] ?? 1;
    const played = await play({ base: POOL_OF_20, head: POOL_OF_20, noise });
    expect(kinds(played)).toEqual(['note capacity-ladder', 'note constant-rate']);
  });

  it('warns where head fails earlier than base, once it failed twice', async () => {
    const played = await play({
      base: { ...POOL_OF_20, failsFrom: 400 },
      head: { ...POOL_OF_20, failsFrom: 100 },
    });
    expect(kinds(played)[0]).toBe('warning error-point-earlier');
    expect(seen(played, 'error-point-earlier').title).toBe(
      'GET /orders: at 100 connections more than 1 % of its requests fail on head; base lasts until 400',
    );
    expect(played.jobs.filter((job) => job === 'head 100')).toHaveLength(2);
    expect(played.jobs.filter((job) => job === 'head 150')).toHaveLength(0);
    expect(seen(played, 'capacity-ladder').detail).toContain(
      'Error point (more than 1 % of requests failed): 400 on base, 100 on head.',
    );
  });

  it('climbs on after failures that do not repeat, and tells of them', async () => {
    let failures = 0;
    const played = await play({
      base: POOL_OF_20,
      head: POOL_OF_20,
      rung: (side, _, connections) =>
        side === 'head' && connections === 50 && (failures += 1) === 1 ? { failed: 50 } : {},
    });
    expect(kinds(played)).toEqual(['note capacity-ladder', 'note constant-rate']);
    expect(seen(played, 'capacity-ladder').detail).toMatch(
      /On head .* % failed at 50 connections once and not when that was repeated\./,
    );
    expect(played.jobs).toContain('head 400');
  });

  it('warns of an app that dies on the ladder and sends nothing more to either', async () => {
    const played = await play({ base: POOL_OF_20, head: { ...POOL_OF_20, diesFrom: 200 } });
    expect(seen(played, 'error-point-earlier').title).toBe(
      'GET /orders: at 200 connections its app dies on head; base answers well up to 400',
    );
    expect(played.series).toEqual([]);
    expect(seen(played, 'constant-rate').detail).toContain('head died at 200 connections');
    expect(played.jobs.at(-1)).toBe('base 400');
  });

  it('does not climb where a request would wait for seconds', async () => {
    const slow = { aloneMs: 100, mostPerSec: 10 };
    const played = await play({ base: slow, head: slow, budgetMs: 60_000 });
    expect(played.jobs.slice(0, 4).toSorted()).toEqual(['base 1', 'base 10', 'head 1', 'head 10']);
    expect(played.jobs).not.toContain('base 50');
    expect(seen(played, 'capacity-ladder').detail).toContain(
      'The ladder of base ends early: at 50 connections a request would wait 5 s',
    );
  });

  it('stops both sides at the same rung when the time is up, and says what is missing', async () => {
    const played = await play({ base: POOL_OF_20, head: POOL_OF_20, budgetMs: 3_000 });
    expect(played.elapsedMs).toBeLessThan(5_000);
    expect(seen(played, 'capacity-ladder').detail).toMatch(/ends early: the time was spent before \d+ conn/);
    expect(seen(played, 'constant-rate').detail).toContain('the time was spent');
    expect(played.series).toEqual([]);
  });

  it('leaves numbers out where the generator did not keep its rate, and says so', async () => {
    const played = await play({
      base: POOL_OF_20,
      head: POOL_OF_20,
      rate: (side) => (side === 'head' ? { latenessMs: { p50: 30, p99: 90 } } : {}),
    });
    expect(played.series.map(({ metric }) => metric)).toEqual([
      'peak-throughput-per-sec',
      'knee-connections',
    ]);
    expect(seen(played, 'constant-rate').detail).toMatch(
      /Numbers of (\d) of \1 rounds on head were left out: the generator sent half of its requests more than 30 ms late/,
    );
  });

  it('asks for a lower rate until the generator keeps it', async () => {
    const played = await play({
      base: POOL_OF_20,
      head: POOL_OF_20,
      rate: (() => {
        let trials = 0;
        return () => ((trials += 1) === 1 ? { latenessMs: { p50: 30, p99: 90 } } : {});
      })(),
    });
    const rates = played.jobs.filter((job) => job.endsWith('/s'));
    expect(rates.slice(0, 2)).toEqual(['base 240/s', 'base 120/s']);
    expect(rates.filter((job) => job === 'base 240/s')).toHaveLength(1);
    expect(rates.filter((job) => job === 'head 120/s').length).toBeGreaterThan(1);
    expect(medians(played, 'open-loop-p99-ms')).toEqual({ base: 20, head: 20 });
  });

  it('goes back to the rate it wanted where no lower one is kept either: the machine is busy', async () => {
    const late = { latenessMs: { p50: 30, p99: 90 } };
    const played = await play({ base: POOL_OF_20, head: POOL_OF_20, rate: () => late });
    const rates = played.jobs.filter((job) => job.endsWith('/s'));
    expect(rates.slice(0, 3)).toEqual(['base 240/s', 'base 120/s', 'base 60/s']);
    expect(new Set(rates.slice(3))).toEqual(new Set(['base 240/s', 'head 240/s']));
  });

  it('warns where head cannot keep up with a rate that base sustains', async () => {
    const played = await play({
      base: POOL_OF_20,
      head: POOL_OF_20,
      rate: (side) => (side === 'head' ? { backlog: 150 } : {}),
    });
    expect(seen(played, 'rate-not-sustained')).toMatchObject({ side: 'head', severity: 'warning' });
    expect(seen(played, 'rate-not-sustained').title).toBe(
      'GET /orders: head cannot keep up with 240 requests a second; base can',
    );
  });

  it('keeps what was measured when the driver dies', async () => {
    const played = await play({
      base: POOL_OF_20,
      head: POOL_OF_20,
      instead: (_, number) => (number > 20 ? { exitCode: 1 } : null),
    });
    expect(kinds(played)).toEqual(['note capacity-ladder', 'note capacity-unmeasured']);
    expect(played.series.map(({ metric }) => metric)).toContain('peak-throughput-per-sec');
  });

  it('tells a peak that may be the generator’s own', async () => {
    const played = await play({ base: POOL_OF_20, head: POOL_OF_20, rung: () => ({ generatorBusy: 0.97 }) });
    expect(seen(played, 'capacity-ladder').detail).toContain('The generator was at work 97 % of the time');
  });
});
