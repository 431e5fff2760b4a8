// kill -9 at twenty moments of the crew's work on the shop: each resumed run ends with the same documents and repeats nothing kept.
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../src/stats/random.ts';
import { builtAction, type BuiltAction } from '../action/built-action.ts';
import { reviewedShop, type ReviewedShop } from '../action/reviewed-shop.ts';
import { optimizeUntil, tasksIn, textsBelow, type Place } from './killed-run.ts';

const KILLS = 20;
/** Each waits for the disk most of its time. */
const LANES = 4;

let root: string;
let action: BuiltAction;
let shop: ReviewedShop;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'perfcrew-test-killed-'));
  action = await builtAction();
  shop = await reviewedShop(action);
});
afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  await action[Symbol.asyncDispose]();
  await rm(root, { recursive: true, force: true, maxRetries: 3 });
});

/** A clone and the review's documents. */
async function placeFor(name: string): Promise<Place> {
  const folder = join(root, name);
  const place = {
    program: join(action.directory, 'dist/cli.js'),
    repository: shop.clone(name),
    runDirectory: join(folder, 'run'),
    temporary: join(folder, 'tmp'),
  };
  await mkdir(place.temporary, { recursive: true });
  await cp(shop.runDirectory, place.runDirectory, { recursive: true });
  return place;
}

function stateOf(tasks: Awaited<ReturnType<typeof tasksIn>>, crewFiles: number): string {
  if (tasks === null) return 'before the first task';
  const done = tasks.filter(({ state }) => state === 'done').length;
  if (done < tasks.length) return `${done} of ${tasks.length} tasks done`;
  return crewFiles === 0 ? 'all tasks done' : 'documents being written';
}

test('twenty kills, twenty resumes, one result', { timeout: 400_000 }, async () => {
  const whole = await placeFor('whole');
  // Which folder the run will have is known once it has been done.
  const ended = await optimizeUntil(whole);
  expect(ended, ended.stderr).toMatchObject({ exitCode: 0 });
  const [run = ''] = await readdir(join(whole.runDirectory, '.tasks'));
  const tasksOf = ({ runDirectory }: Place): string => join(runDirectory, '.tasks', run);
  const counted = await placeFor('counted');
  const { events } = await optimizeUntil(counted, { tasks: tasksOf(counted), kill: Infinity });
  const expected = await textsBelow(join(whole.runDirectory, 'crew'));
  expect(await textsBelow(join(counted.runDirectory, 'crew'))).toEqual(expected);

  const random = seededRandom(20);
  // One moment in each twentieth of what it does, so that all of it is hit.
  const moments = Array.from({ length: KILLS }, (_, round) =>
    Math.ceil(((round + random()) / KILLS) * events * 0.95),
  );
  const hits: string[] = [];
  const round = async (kill: number, name: string): Promise<void> => {
    const place = await placeFor(name);
    const tasksFolder = tasksOf(place);
    const documents = join(place.runDirectory, 'crew');
    const { exitCode } = await optimizeUntil(place, { tasks: tasksFolder, kill });
    const kept = await tasksIn(tasksFolder);
    const state =
      exitCode === null ? stateOf(kept, Object.keys(await textsBelow(documents)).length) : 'ended before';
    hits.push(state);

    const resumed = await optimizeUntil(place);
    expect(resumed, `${state}: ${resumed.stderr}`).toMatchObject({ exitCode: 0, stdout: ended.stdout });
    expect(await textsBelow(documents), state).toEqual(expected);
    const tasks = await tasksIn(tasksFolder);
    expect(tasks?.map((task) => task.state)).toEqual(['done', 'done', 'done', 'done']);
    for (const task of kept?.filter((one) => one.state === 'done') ?? [])
      expect(tasks, `${state}: ${task.id} was done again`).toContainEqual(task);
    const left = Object.keys(await textsBelow(place.runDirectory)).filter((path) => path.endsWith('.draft'));
    expect(left, state).toEqual([]);
    expect(await readdir(place.temporary), state).toEqual([]);
    const worktrees = execFileSync('git', ['worktree', 'list'], { cwd: place.repository, encoding: 'utf8' });
    expect(worktrees.trim().split('\n'), state).toHaveLength(1);
  };
  const waiting = moments.entries();
  const lane = async (): Promise<void> => {
    for (const [index, kill] of waiting) await round(kill, `round-${index}`);
  };
  await Promise.all(Array.from({ length: LANES }, lane));

  expect(hits).toHaveLength(KILLS);
  console.info(`${events} events; killed ${tally(hits)}.`);
  expect(new Set(hits).size, tally(hits)).toBeGreaterThanOrEqual(4);
});

function tally(hits: readonly string[]): string {
  return [...Map.groupBy(hits.toSorted(), (state) => state)]
    .map(([state, all]) => `${all.length} × ${state}`)
    .join(', ');
}
