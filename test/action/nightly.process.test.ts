// The nightly workflow as it stands: what yesterday's commit was, and every gate against it.
import { expect, test } from 'vitest';
import { logOf, stageGitHub } from './staged-github.ts';
import { SLOW_FILES } from './tiny-repository.ts';

test('nightly.yml: today’s commits against yesterday’s, with every gate', async () => {
  await using staged = await stageGitHub({
    workflows: { 'nightly.yml': 'nightly.yml' },
    committedDaysAgo: 2,
  });
  await staged.repository.push(SLOW_FILES);
  await staged.github.runSchedules(staged.repository);
  await staged.github.idle();
  const run = staged.run('perfcrew nightly');
  expect(run.conclusion, logOf(run)).toBe('failure');
  expect(run.jobs[0]?.steps.find(({ outputs }) => outputs['verdict'])?.outputs, logOf(run)).toMatchObject({
    verdict: 'fail',
    level: 'comprehensive',
  });
  expect(staged.checks()).toEqual([]);
});
