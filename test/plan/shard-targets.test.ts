import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlannedGate } from '../../src/plan/gate-plan.ts';
import { shardTargets } from '../../src/plan/shard-targets.ts';

const gateWith = (targets: string[]): PlannedGate => ({
  gate: 'load',
  subset: 'all',
  targets,
  required: true,
  reason: 'because',
  estimatedMinutes: 12,
});

test('1/1 is the whole gate', () => {
  const gate = gateWith(['a', 'b']);
  expect(shardTargets(gate, '1/1')).toEqual(gate);
});

test('a shard has its part of the targets and of the time', () => {
  expect(shardTargets(gateWith(['a', 'b', 'c', 'd', 'e']), '2/3')).toMatchObject({
    targets: ['b', 'e'],
    estimatedMinutes: 4.8,
  });
});

test('all shards together measure every target exactly once, in parts that differ by one at most', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string(), { maxLength: 60 }),
      fc.integer({ min: 1, max: 40 }),
      (targets, count) => {
        const shards = Array.from({ length: count }, (_, index) =>
          shardTargets(gateWith(targets), `${index + 1}/${count}`),
        );
        expect(shards.flatMap((shard) => shard.targets).toSorted()).toEqual(targets.toSorted());
        const sizes = shards.map((shard) => shard.targets.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      },
    ),
    { seed: 4 },
  );
});

test.each(['0/3', '4/3', '1/0', 'x', '1', '-1/2', '1/2/3', ''])('%j is no shard', (shard) => {
  expect(() => shardTargets(gateWith(['a']), shard)).toThrow(
    expect.objectContaining({ code: 'usage', mend: expect.stringContaining('2/5') }),
  );
});
