// The table decides who reviews, the configuration has the last word.
import { expect, test } from 'vitest';
import { configSchema } from '../../src/config/config.ts';
import { reviewersAt } from '../../src/run/reviewers-at.ts';

const config = (said: unknown = {}) => configSchema.parse(said);

test('by default the table of gates', () => {
  expect(reviewersAt('minimal', config())).toEqual([]);
  expect(reviewersAt('standard', config())).toEqual(['review']);
  expect(reviewersAt('thorough', config())).toEqual(['review', 'simplicity', 'performance-oracle']);
  expect(reviewersAt('comprehensive', config())).toHaveLength(7);
});

test('`crew.reviewers` narrows it and adds one of your own, `gates` moves levels', () => {
  const own = config({
    crew: { reviewers: ['security-sentinel', 'house-style'] },
    gates: { standard: { 'security-sentinel': { run: 'all' } } },
  });
  expect(reviewersAt('minimal', own)).toEqual([]);
  expect(reviewersAt('standard', own)).toEqual(['security-sentinel', 'house-style']);
  expect(reviewersAt('thorough', own)).toEqual(['house-style']);
});
