// kill -9 at any instant: a real child is killed at twenty seeded moments, and each resumed run ends with the same documents.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { seededRandom } from '../../../src/stats/random.ts';
import { openTaskStore } from '../../../src/runtime/store/task-store.ts';
import { DIAMOND, realOutside, runDiamond } from './diamond-run.ts';

const root = realpathSync(mkdtempSync(join(tmpdir(), 'perfcrew-test-kill-')));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const PROGRAM = join(import.meta.dirname, 'diamond-run.ts');

/** Kills it so long after it opened its store; gives the tasks it had said were done. */
async function runAndKill(directory: string, afterMs: number | null): Promise<readonly string[]> {
  const child = spawn(process.execPath, [PROGRAM, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const closed = once(child, 'close');
  await once(child.stdout, 'data');
  if (afterMs !== null) {
    await wait(afterMs);
    child.kill('SIGKILL');
  }
  await closed;
  return Buffer.concat(chunks).toString().split('\n').slice(1, -1);
}

function documentsIn(directory: string): readonly string[] {
  return DIAMOND.flatMap(({ id }) =>
    ['output.json', 'artifacts.json', 'decisions.json', 'context.md'].map((name) =>
      readFileSync(join(directory, id, name), 'utf8'),
    ),
  );
}

test('twenty kills, twenty resumes, one result', async () => {
  const begun = performance.now();
  const whole = join(root, 'whole');
  expect(await runAndKill(whole, null)).toContain('end');
  const wholeMs = Math.min(400, performance.now() - begun);
  const expected = documentsIn(whole);
  const random = seededRandom(20);
  let midway = 0;
  for (let round = 0; round < 20; round += 1) {
    const directory = join(root, `round-${round}`);
    const said = await runAndKill(directory, random() * wholeMs * 0.5);
    await using outside = realOutside();
    await using store = await openTaskStore({ directory, run: 'diamond', tasks: DIAMOND }, outside);
    const states = new Map(store.entries().map(({ id, state }) => [id, state]));
    for (const task of said.filter((line) => line !== 'end')) expect(states.get(task)).toBe('done');
    const ran = await runDiamond(store, () => {});
    expect(ran.filter((task) => said.includes(task))).toEqual([]);
    expect(store.entries().every(({ state }) => state === 'done')).toBe(true);
    expect(documentsIn(directory)).toEqual(expected);
    expect(await outside.files.list(directory, ['**/.*.draft'])).toEqual([]);
    if (ran.length > 0 && said.length > 0) midway += 1;
  }
  expect(midway).toBeGreaterThanOrEqual(5);
}, 400_000);
