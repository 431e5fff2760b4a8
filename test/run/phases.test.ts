import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { asPhase } from '../../src/measure/timekeeper.ts';
import { divideTime, type Spell } from '../../src/run/divide-time.ts';
import { MOST_SPELLS } from '../../src/report/report.ts';
import { recordPhases } from '../../src/run/phases.ts';
import { fakeClock } from '../fakes/fake-clock.ts';
import { fakeLog } from '../fakes/fake-log.ts';

test('the report hears of phases in the order they began, the person watching too, however they end', async () => {
  const clock = fakeClock();
  const log = fakeLog();
  const timekeeper = recordPhases(clock);
  await asPhase({ log, timekeeper }, 'Prepare', () => clock.sleep(35));
  await expect(
    asPhase({ log, timekeeper }, 'Measure', () => clock.sleep(7).then(() => Promise.reject(new Error('no')))),
  ).rejects.toThrow('no');
  timekeeper.begin('Never ended');
  expect(timekeeper.list()).toEqual([
    { name: 'Prepare', durationMs: 35, spells: [{ part: null, begunMs: 0, endedMs: 35 }] },
    { name: 'Measure', durationMs: 7, spells: [{ part: null, begunMs: 35, endedMs: 42 }] },
  ]);
  expect(log.lines).toEqual(['begin Prepare', 'end Prepare', 'begin Measure', 'end Measure']);
});

test('moments that phases share are divided among them; what each worked is told beside', () => {
  const clock = fakeClock();
  const timekeeper = recordPhases(clock);
  const endInstall = timekeeper.begin('Install');
  clock.pass(2);
  const endDatabases = timekeeper.begin('Databases');
  clock.pass(6);
  endDatabases();
  clock.pass(4);
  endInstall();
  expect(timekeeper.list()).toEqual([
    { name: 'Install', durationMs: 9, workMs: 12, spells: [{ part: null, begunMs: 0, endedMs: 12 }] },
    { name: 'Databases', durationMs: 3, workMs: 6, spells: [{ part: null, begunMs: 2, endedMs: 8 }] },
  ]);
});

test('parts tell what a phase was spent on, and make it one where it has nothing else', () => {
  const clock = fakeClock();
  const timekeeper = recordPhases(clock);
  const endGate = timekeeper.begin('Gate load');
  for (const startMs of [10, 20]) {
    const starts = [1, 2, 3].map(() => timekeeper.begin('Gate load', 'starting'));
    clock.pass(startMs);
    for (const end of starts) end();
    const end = timekeeper.begin('Gate load', 'measuring');
    clock.pass(100);
    end();
  }
  clock.pass(5);
  endGate();
  const endServer = timekeeper.begin('Prepare databases', 'starting the server');
  clock.pass(8);
  endServer();
  expect(timekeeper.list()).toMatchObject([
    {
      name: 'Gate load',
      durationMs: 235,
      parts: [
        { name: 'starting', durationMs: 30 },
        { name: 'measuring', durationMs: 200 },
      ],
    },
    { name: 'Prepare databases', durationMs: 8, parts: [{ name: 'starting the server', durationMs: 8 }] },
  ]);
});

test('moments that are too many to keep are told as the one from the first to the last', () => {
  const clock = fakeClock();
  const timekeeper = recordPhases(clock);
  for (let round = 0; round <= MOST_SPELLS; round += 1) {
    const end = timekeeper.begin('Gate load', 'measuring');
    clock.pass(2);
    end();
    clock.pass(1);
  }
  const endedMs = MOST_SPELLS * 3 + 2;
  expect(timekeeper.list()).toMatchObject([
    { durationMs: 2 * (MOST_SPELLS + 1), spells: [{ part: null, begunMs: 0, endedMs }] },
  ]);
});

test('all shares together are the wall time, and nobody has more of it than it worked', () => {
  const spell = fc
    .record({ name: fc.constantFrom('a', 'b', 'c'), begunMs: fc.nat(50), lasted: fc.nat(30) })
    .map(({ name, begunMs, lasted }): Spell => ({ name, begunMs, endedMs: begunMs + lasted }));
  fc.assert(
    fc.property(fc.array(spell, { maxLength: 12 }), (spells) => {
      const moments = Array.from({ length: 100 }, (_, ms) =>
        spells.some(({ begunMs, endedMs }) => begunMs <= ms && ms < endedMs),
      );
      const shares = divideTime(spells);
      const wallMs = shares.reduce((sum, share) => sum + share.wallMs, 0);
      expect(wallMs).toBeCloseTo(moments.filter(Boolean).length);
      for (const share of shares) expect(share.wallMs).toBeLessThanOrEqual(share.workMs + 1e-9);
    }),
    { seed: 7 },
  );
});
