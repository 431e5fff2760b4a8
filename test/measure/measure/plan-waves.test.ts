// Which gates may overlap: never two timed ones, nothing beside a timed one, and nothing out of its turn.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { planWaves, type Booking } from '../../../src/measure/plan-waves.ts';

const KINDS = {
  timed: { timed: true, rewrites: false },
  quiet: { timed: false, rewrites: false },
  writer: { timed: false, rewrites: true },
} as const;
type Kind = keyof typeof KINDS;

function waves(...kinds: readonly Kind[]): string {
  const items = kinds.map((kind, index) => ({ ...KINDS[kind], name: `${kind}${index}` }));
  return planWaves(items)
    .map((wave) => wave.map(({ name }) => name).join('+'))
    .join(' ');
}

test.each([
  [[], ''],
  [['timed'], 'timed0'],
  [['timed', 'timed'], 'timed0 timed1'],
  [['quiet', 'quiet', 'quiet'], 'quiet0+quiet1+quiet2'],
  [['quiet', 'timed', 'timed', 'quiet', 'quiet'], 'quiet0 timed1 timed2 quiet3+quiet4'],
  [['writer', 'quiet', 'quiet'], 'writer0 quiet1+quiet2'],
  [['quiet', 'writer', 'quiet'], 'quiet0 writer1 quiet2'],
] as const)('%j run as "%s"', (kinds, expected) => {
  expect(waves(...kinds)).toBe(expected);
});

test('whatever the plan: nothing is lost or reordered, and what must be alone is alone', () => {
  const bookings = fc.array(fc.record({ timed: fc.boolean(), rewrites: fc.boolean() }));
  fc.assert(
    fc.property(bookings, (items: readonly Booking[]) => {
      const planned = planWaves(items);
      expect(planned.flat()).toEqual(items);
      for (const wave of planned) {
        expect(wave.length === 1 || wave.every(({ timed, rewrites }) => !timed && !rewrites)).toBe(true);
      }
    }),
    { seed: 7 },
  );
});
