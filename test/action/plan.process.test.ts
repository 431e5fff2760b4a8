// The first step of every set-up: it must start quickly, need no token, and say what is wrong where something is.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gatePlanSchema } from '../../src/plan/gate-plan.ts';
import { builtAction, type BuiltAction } from './built-action.ts';
import { pullRequestEvent, tinyChange, TINY_CONFIG, TINY_FILES, type TinyChange } from './tiny-repository.ts';

let action: BuiltAction;
let change: TinyChange;

beforeAll(async () => {
  action = await builtAction();
  change = await tinyChange({ 'work.js': '// New.\n', 'src/payment.ts': 'export const pay = 1;\n' });
});
afterAll(async () => {
  await action[Symbol.asyncDispose]();
  await change[Symbol.asyncDispose]();
});

const plan = (inputs: Readonly<Record<string, string>> = {}, event: TinyChange['event'] = change.event) =>
  action.run({
    workspace: change.repository.directory,
    event,
    inputs: { command: 'plan', 'github-token': '', ...inputs },
  });

test('a pull request’s risk and gates are outputs, and its documents in the run’s folder, without a token', async () => {
  const step = await plan();
  expect(step.exitCode, step.log).toBe(0);
  const { matrix, ...outputs } = step.outputs;
  expect(outputs).toEqual({
    risk: '30',
    level: 'comprehensive',
    gates: 'static,command,security',
    'exit-code': '0',
  });
  expect(JSON.parse(matrix ?? '')).toEqual({
    include: [
      { name: 'command', gates: 'command', shard: '1/1' },
      { name: 'static-security', gates: 'static,security', shard: '1/1' },
    ],
  });
  const folder = join(change.repository.directory, '.perfcrew');
  const written = gatePlanSchema.parse(JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8')));
  expect(written.gates.map(({ gate, targets }) => [gate, ...targets])).toEqual([
    ['static'],
    ['command', 'work'],
    ['security'],
  ]);
});

test('a pull request from a fork is told as one', async () => {
  const payload = pullRequestEvent({ base: change.base, head: change.head, headRepository: null });
  expect((await plan({}, { name: 'pull_request', payload })).exitCode).toBe(0);
  const file = join(change.repository.directory, '.perfcrew/pull-request.json');
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ fromFork: true, number: 1 });
});

test('two refs make a review outside of pull requests', async () => {
  const step = await plan(
    { base: 'main', head: 'change', level: 'minimal' },
    { name: 'pull_request', payload: { ref: 'refs/heads/main' } },
  );
  expect(step.exitCode, step.log).toBe(0);
  expect(step.outputs).toMatchObject({ risk: '30' });
});

test('the configuration is the base’s, also where the input names another file', async () => {
  await using other = await tinyChange(
    { '.github/api.yml': 'targets: { commands: [] }\n', 'work.js': '// New.\n' },
    { ...TINY_FILES, '.github/api.yml': TINY_CONFIG.replaceAll('work', 'api') },
  );
  const step = await action.run({
    workspace: other.repository.directory,
    event: other.event,
    inputs: { command: 'plan', config: '.github/api.yml', 'github-token': '' },
  });
  expect(step.log).not.toContain('::error');
  const written = await readFile(join(other.repository.directory, '.perfcrew/plan.json'), 'utf8');
  expect(gatePlanSchema.parse(JSON.parse(written)).gates.flatMap(({ targets }) => targets)).toEqual(['api']);
});

describe('what is wrong is told with its mend, and exits with 2', () => {
  test.each([
    [{ command: 'pln' }, 'The input `command` is `pln`.', 'Set it to one of review, plan'],
    [{ level: 'extreme' }, 'There is no level `extreme`.', 'Use one of minimal'],
    [{ 'fail-on': 'always' }, 'The input `fail-on` is `always`.', 'regression, never'],
    [{ comment: 'loudly' }, 'The input `comment` is `loudly`.', 'always, on-change, never'],
    [{ minutes: 'ten' }, 'The input `minutes` is `ten`.', 'positive number'],
    [{ 'pull-request': '1.5' }, 'The input `pull-request` is `1.5`.', 'number of a pull request'],
    [{ 'pull-request': '1' }, 'The input `github-token` is empty', 'Leave the input out'],
    [{ base: 'mian' }, '`mian`', '→'],
    [{ command: 'measure', gates: 'lod' }, 'There is no gate `lod`.', 'Name gates of the plan'],
    [{ command: 'measure', gates: 'command', shard: '3/2' }, '`3/2` is no shard.', '1/count'],
    [{ command: 'measure', 'run-directory': 'nowhere' }, 'nowhere/pull-request.json is not there', '→'],
    [{ command: 'publish' }, 'The command `publish` runs only on the event `workflow_run`.', 'fork-safe'],
    [{ 'working-directory': 'nowhere' }, 'There is no folder', '→'],
  ])('%j', async (inputs, what, mend) => {
    const step = await plan(inputs);
    expect(step.log).toMatch(/^::error::/m);
    expect(step.log).toContain(what);
    expect(step.log).toContain(mend);
    expect(step.summary).toContain(what);
    expect([step.exitCode, step.outputs['exit-code']]).toEqual([2, '2']);
  });

  test('a folder that is no repository', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'perfcrew-none-'));
    const step = await action.run({ workspace: folder, event: change.event, inputs: { command: 'plan' } });
    await rm(folder, { recursive: true });
    expect(step.exitCode).toBe(2);
    expect(step.log).toContain('is not in a git repository');
  });

  test('a clone too shallow to hold the base', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'perfcrew-shallow-'));
    const origin = `file://${change.repository.directory}`;
    execFileSync('git', ['clone', '--quiet', '--depth', '1', '--branch', 'change', origin, folder]);
    const step = await action.run({ workspace: folder, event: change.event, inputs: { command: 'plan' } });
    await rm(folder, { recursive: true });
    expect(step.exitCode).toBe(2);
    expect(step.log).toContain('fetch-depth: 0');
  });

  test('a broken configuration, every mistake at once', async () => {
    await using broken = await tinyChange(
      { 'work.js': '' },
      { ...TINY_FILES, '.github/perfcrew.yml': 'preference: ful\nbudget: { minutes: -1 }\n' },
    );
    const step = await action.run({
      workspace: broken.repository.directory,
      event: broken.event,
      inputs: { command: 'plan' },
    });
    expect(step.exitCode).toBe(2);
    expect(step.log).toContain('preference');
    expect(step.log).toContain('budget.minutes');
  });

  test('an event file that is not GitHub’s', async () => {
    const event = { name: 'pull_request', payload: { pull_request: { number: 'one' } } } as const;
    const step = await action.run({ workspace: change.repository.directory, event });
    expect(step.exitCode).toBe(2);
    expect(step.log).toContain('cannot be read as an event of GitHub');
  });
});
