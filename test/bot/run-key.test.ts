// The title of a workflow run brings back exactly what the bot put in, and nothing else passes for one.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { levelRequestOf, parseRunTitle, renderRunKey } from '../../bot/run-key.ts';
import { LEVELS } from '../../src/core/level.ts';

const hex = fc.constantFrom(...'0123456789abcdef'.split(''));
const keys = fc.record({
  pullRequest: fc.integer({ min: 1, max: 999_999_999 }),
  headSha: fc.array(hex, { minLength: 40, maxLength: 40 }).map((digits) => digits.join('')),
  level: fc.option(fc.constantFrom(...LEVELS)),
  requestedBy: fc.option(fc.constantFrom('alice', 'a-b-1', 'alice_corp', 'renovate[bot]', 'perfcrew')),
});

test('what goes in comes out', () => {
  fc.assert(
    fc.property(keys, (key) => {
      expect(parseRunTitle(`perfcrew #${key.pullRequest} ${renderRunKey(key)}`)).toEqual(key);
    }),
  );
});

const SHA = 'a'.repeat(40);
test.each([
  '',
  'CI',
  `perfcrew #1 ${SHA}`,
  `perfcrew #0 ${SHA} risk perfcrew`,
  `perfcrew #1 ${SHA} extreme perfcrew`,
  `perfcrew #1 ${SHA} risk @alice and @bob`,
  `perfcrew #1 ${SHA} risk perfcrew\nperfcrew #2 ${SHA} risk perfcrew`,
  `x perfcrew #1 ${SHA} risk perfcrew`,
])('%j is no title of ours', (title) => {
  expect(parseRunTitle(title)).toBeNull();
});

test('a level by hand is recorded with who asked', () => {
  expect(levelRequestOf({ level: 'comprehensive', requestedBy: 'alice' })).toEqual({
    level: 'comprehensive',
    by: '@alice’s command',
  });
  expect(levelRequestOf({ level: null, requestedBy: 'alice' })).toBeNull();
});
