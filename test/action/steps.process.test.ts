// A review cut into jobs that share nothing but the folder of the run, and what a verdict does to the step.
import { cp, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtAction, type BuiltAction, type StepResult } from './built-action.ts';
import { SLOW_FILES, TINY_CONFIG, TINY_FILES, tinyChange, type TinyChange } from './tiny-repository.ts';

const TWO_TARGETS = TINY_CONFIG.replace(
  'targets:\n  commands:\n',
  'targets:\n  commands:\n    - { name: quick, run: node --version, runs: 4 }\n',
);

let action: BuiltAction;
let change: TinyChange;

beforeAll(async () => {
  action = await builtAction();
  change = await tinyChange(SLOW_FILES, { ...TINY_FILES, '.github/perfcrew.yml': TWO_TARGETS });
});
afterAll(async () => {
  await action[Symbol.asyncDispose]();
  await change[Symbol.asyncDispose]();
});

const step = (runDirectory: string, inputs: Readonly<Record<string, string>>): Promise<StepResult> =>
  action.run({
    workspace: change.repository.directory,
    event: change.event,
    inputs: { 'run-directory': runDirectory, 'github-token': '', ...inputs },
  });

test('plan, two shards and report, each in a folder of its own as artifacts make them', async () => {
  const folder = (name: string): string => join(action.directory, 'runs', name);
  expect((await step(folder('plan'), { command: 'plan' })).exitCode).toBe(0);
  for (const shard of ['1', '2']) {
    await mkdir(folder(shard), { recursive: true });
    await cp(folder('plan'), folder(shard), { recursive: true });
    const measured = await step(folder(shard), { command: 'measure', gates: 'command', shard: `${shard}/2` });
    expect(measured.exitCode, measured.log).toBe(0);
    expect(measured.outputs).toEqual({ gates: 'command', 'exit-code': '0' });
    expect(await readdir(join(folder(shard), 'measurements'))).toHaveLength(1);
    await cp(folder(shard), folder('all'), { recursive: true });
  }
  const reported = await step(folder('all'), { command: 'report' });
  expect([reported.exitCode, reported.outputs['verdict']], reported.log).toEqual([1, 'fail']);
  expect(reported.outputs).toMatchObject({
    risk: '0',
    level: 'comprehensive',
    gates: 'static,command,security',
    regressions: '1',
    'report-path': join(folder('all'), 'report.md'),
    'report-html-path': join(folder('all'), 'report.html'),
    'exit-code': '1',
  });
  expect(reported.summary).toContain('quick');
});

test('a review with `fail-on: never` tells the verdict and lets the step pass, without a token', async () => {
  const reviewed = await step('.perfcrew', { 'fail-on': 'never', minutes: '1' });
  expect(reviewed.exitCode, reviewed.log).toBe(0);
  expect(reviewed.outputs).toMatchObject({ verdict: 'fail', 'exit-code': '1' });
  expect(reviewed.summary).toContain('work');
  // Nothing of the measuring stays in the clone.
  expect(change.repository.git('worktree', 'list').split('\n')).toHaveLength(1);
});

test('a cancelled job leaves nothing behind', async () => {
  const endless = TINY_CONFIG.replace('node work.js', 'sleep 600');
  await using other = await tinyChange(SLOW_FILES, { ...TINY_FILES, '.github/perfcrew.yml': endless });
  const begunMs = performance.now();
  const cancelled = await action.run({
    workspace: other.repository.directory,
    event: other.event,
    inputs: { 'github-token': '' },
    cancelledAt: /Gate command/,
  });
  expect(cancelled.exitCode, cancelled.log).toBe(2);
  expect(cancelled.outputs).toEqual({ 'exit-code': '2' });
  // It would go on for ten minutes.
  expect(performance.now() - begunMs).toBeLessThan(60_000);
  expect(other.repository.git('worktree', 'list').split('\n')).toHaveLength(1);
});
