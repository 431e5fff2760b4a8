// The zone that thinks, started by hand: confined like one, but nobody's zone.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { thinkCommand } from '../../../src/run/zones/think-command.ts';

const programsDirectory = join(import.meta.dirname, '../../../src');

test('says what is missing, though it may not open what stands for no input', async () => {
  await using stack = new AsyncDisposableStack();
  const directory = await mkdtemp(join(tmpdir(), 'perfcrew-think-'));
  stack.defer(() => rm(directory, { recursive: true }));
  const words = ['think', '--run-directory', directory, '--key-from-stdin'];
  const { command } = thinkCommand({ programsDirectory, writable: [directory] }, words);
  const [program, ...rest] = command;
  const child = spawn(program, rest, { cwd: directory, env: {}, stdio: ['pipe', 'ignore', 'pipe'] });
  child.stdin.end('sk-ant-key\n');
  const [said, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect(said).toContain('workshop.json');
  expect(said).not.toContain('sk-ant-key');
  expect(exitCode, said).toBe(2);
});
