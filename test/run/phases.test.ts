import { expect, test } from 'vitest';
import { asPhase, recordPhases } from '../../src/run/phases.ts';
import { fakeClock } from '../fakes/fake-clock.ts';
import { fakeLog } from '../fakes/fake-log.ts';

test('the report hears of outer phases in order, a person watching of all', async () => {
  const clock = fakeClock();
  const watched = fakeLog();
  const { log, list } = recordPhases(watched, clock);
  await asPhase(log, 'Prepare', async () => {
    await asPhase(log, 'Install', () => clock.sleep(30));
    await clock.sleep(5);
  });
  await expect(
    asPhase(log, 'Measure', () => clock.sleep(7).then(() => Promise.reject(new Error('no')))),
  ).rejects.toThrow('no');
  expect(list()).toEqual([
    { name: 'Prepare', durationMs: 35 },
    { name: 'Measure', durationMs: 7 },
  ]);
});
