// A burst of writes goes at once; more than a minute's worth waits.
import { expect, test } from 'vitest';
import { paceWrites } from '../../bot/pace-writes.ts';

test('seventy writes of an installation go at once, the next ones a minute after those they follow', async () => {
  let nowMs = 1000;
  const clock = {
    elapsed: () => nowMs,
    sleep: (durationMs: number) => {
      nowMs += durationMs;
      return Promise.resolve();
    },
  };
  const pace = paceWrites(clock);
  const at: number[] = [];
  const write = (installation: string) =>
    pace.key(installation).schedule({}, () => {
      at.push(nowMs);
      return Promise.resolve();
    });
  for (let index = 0; index < 70; index += 1) await write('1');
  expect(new Set(at)).toEqual(new Set([1000]));
  await write('2');
  expect(at.at(-1)).toBe(1000);
  await write('1');
  expect(at.at(-1)).toBe(61_000);
  await write('1');
  expect(at.at(-1)).toBe(61_000);
});
