// Nothing outlives perfcrew: however it ends, its programs and temporary folders end with it.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAlive } from './is-alive.ts';

let directory = '';
beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'perfcrew-test-exit-')));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test.each([
  { ending: 'waits', signal: 'SIGINT', expected: { code: null, signal: 'SIGINT' } },
  { ending: 'waits', signal: 'SIGTERM', expected: { code: null, signal: 'SIGTERM' } },
  { ending: 'waits', signal: 'SIGHUP', expected: { code: null, signal: 'SIGHUP' } },
  { ending: 'ends-in-order', signal: 'SIGINT', expected: { code: 7, signal: null } },
  { ending: 'throws', signal: null, expected: { code: 1, signal: null } },
  { ending: 'exits', signal: null, expected: { code: 3, signal: null } },
] as const)('$ending, $signal', async ({ ending, signal, expected }) => {
  const pidsFile = join(directory, `${ending}-${signal}`);
  const script = join(import.meta.dirname, 'starts-a-tree.ts');
  const child = spawn(process.execPath, [script, ending, directory, pidsFile], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise((resolve) => {
    child.once('exit', (code, endedBy) => resolve({ code, signal: endedBy }));
  });
  const folder = await new Promise<string>((resolve) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()));
  });
  if (signal !== null) child.kill(signal);

  expect(await ended).toEqual(expected);
  const pids = readFileSync(pidsFile, 'utf8').trim().split('\n').map(Number);
  expect(pids).toHaveLength(4);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(folder).toContain('perfcrew-exit-test-');
  expect(existsSync(folder)).toBe(false);
});
