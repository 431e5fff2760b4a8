// Which change is told first: the one that is largest, also where one of them starts at zero.
import { expect, test } from 'vitest';
import { describeChanges } from '../../src/compare/describe-change.ts';
import { compare } from '../../src/compare/compare.ts';
import { configOf, measured, rounds } from './documents.ts';

test('a little from zero is less than much from something', () => {
  const { metrics } = compare(
    [
      measured('/', {
        'tbt-ms': rounds([0, 60], [0, 60]),
        'script-bytes': rounds([10_000, 250_000], [10_000, 250_000]),
      }),
    ],
    configOf(),
  );
  expect(describeChanges(metrics)).toMatch(/^script bytes ×25/);
});

test('a count that begins is told first where it is large', () => {
  const { metrics } = compare(
    [measured('/', { 'queries-per-request': rounds([0, 51]), 'response-bytes': rounds([1000, 3000]) })],
    configOf(),
  );
  expect(describeChanges(metrics)).toMatch(/^queries per request/);
});
