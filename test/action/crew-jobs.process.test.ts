// The crew as jobs that meet only in copied folders: the same documents as in one process, and no key spent for a stranger.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { builtAction, type BuiltAction, type StepResult } from './built-action.ts';
import { handOver, reviewedShop, type ReviewedShop } from './reviewed-shop.ts';
import { pullRequestEvent } from './tiny-repository.ts';

let action: BuiltAction;
let shop: ReviewedShop;
let root: string;
beforeAll(async () => {
  action = await builtAction();
  shop = await reviewedShop(action);
  root = await mkdtemp(join(tmpdir(), 'perfcrew-test-crew-jobs-'));
  const gathered = await action.run({
    workspace: shop.clone('gather'),
    event: shop.event,
    inputs: { command: 'gather', 'github-token': '', 'run-directory': shop.runDirectory },
  });
  expect(gathered.exitCode, gathered.log).toBe(0);
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true, maxRetries: 3 });
  await shop[Symbol.asyncDispose]();
  await action[Symbol.asyncDispose]();
});

const matrixSchema = z.object({ include: z.array(z.object({ agents: z.string() })) });

interface Job {
  readonly name: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** Folders that its artifacts come from. */
  readonly parts?: readonly string[];
  readonly event?: ReviewedShop['event'];
  readonly environment?: Readonly<Record<string, string>>;
}

/** An empty machine with what was gathered and the parts of the jobs before: no clone, so no code to run. */
async function crewJob({ name, inputs = {}, parts = [], event = shop.event, environment = {} }: Job) {
  const workspace = join(root, name);
  await handOver(join(shop.runDirectory, 'workshop.json'), join(workspace, '.perfcrew/workshop.json'));
  for (const part of parts) await handOver(part, join(workspace, '.perfcrew/parts'));
  const result = await action.run({
    workspace,
    event,
    environment,
    inputs: { command: 'optimize', 'github-token': '', ...inputs },
  });
  return { result, workspace, part: join(workspace, '.perfcrew/parts') };
}

async function documentsIn(workspace: string): Promise<Readonly<Record<string, string>>> {
  const folder = join(workspace, '.perfcrew/crew');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
  return Object.fromEntries(paths.map((path, at) => [path.slice(folder.length + 1), texts[at] ?? '']));
}

const succeeded = (result: StepResult): StepResult => {
  expect(result.exitCode, result.log).toBe(0);
  return result;
};

test('three ranks of jobs write what one process writes, byte for byte', async () => {
  const whole = await crewJob({ name: 'whole' });
  expect(succeeded(whole.result).outputs).toMatchObject({ agents: '', 'agents-matrix': '{"include":[]}' });
  expect(Number(whole.result.outputs['bottlenecks'])).toBeGreaterThanOrEqual(4);
  expect(Number(whole.result.outputs['proposals'])).toBeGreaterThanOrEqual(3);

  const first = await crewJob({
    name: 'first',
    inputs: { agents: 'first', 'to-part': '.perfcrew/parts/first' },
  });
  expect(succeeded(first.result).outputs).toMatchObject({ agents: 'cache-architect,code-optimizer' });
  const matrix = matrixSchema.parse(JSON.parse(first.result.outputs['agents-matrix'] ?? ''));
  expect(matrix.include).toEqual([{ agents: 'cache-architect' }, { agents: 'code-optimizer' }]);

  const second = await Promise.all(
    matrix.include.map(({ agents }) =>
      crewJob({
        name: agents,
        inputs: { agents, 'from-parts': '.perfcrew/parts', 'to-part': `.perfcrew/parts/${agents}` },
        parts: [first.part],
      }),
    ),
  );
  for (const { result } of second) succeeded(result);

  const last = await crewJob({
    name: 'last',
    inputs: { 'from-parts': '.perfcrew/parts' },
    parts: [first.part, ...second.map(({ part }) => part)],
  });
  expect(succeeded(last.result).outputs).toEqual(whole.result.outputs);
  expect(last.result.summary).toBe(whole.result.summary);
  expect(last.result.summary).toContain('`lib/orders.js:');
  const documents = await documentsIn(last.workspace);
  expect(Object.keys(documents).length).toBeGreaterThan(12);
  expect(documents).toEqual(await documentsIn(whole.workspace));
});

test('an agent whose inputs no part holds is refused by name', async () => {
  const { result } = await crewJob({ name: 'early', inputs: { agents: 'code-optimizer' } });
  expect(result.exitCode).toBe(2);
  expect(result.log).toContain('code-optimizer needs what performance-profiler writes, which no part holds.');
});

test('a review of another commit is refused', async () => {
  const other = pullRequestEvent({ base: shop.base, head: 'a'.repeat(40) });
  const { result } = await crewJob({ name: 'other', event: { name: 'pull_request', payload: other } });
  expect(result.exitCode).toBe(2);
  expect(result.log).toContain(`but this job is about ${'a'.repeat(40)}.`);
});

test('a key in a job that a stranger caused stops it before anything is asked', async () => {
  const payload = pullRequestEvent({ base: shop.base, head: shop.head, headRepository: 'bob/shop' });
  const { result } = await crewJob({
    name: 'stranger',
    event: { name: 'pull_request_target', payload },
    environment: { ANTHROPIC_API_KEY: 'test-key-of-the-owner' },
  });
  expect(result.exitCode).toBe(2);
  expect(result.log).toContain('ANTHROPIC_API_KEY is set: anybody could spend it.');
  expect(result.log).not.toContain('test-key-of-the-owner');
});
