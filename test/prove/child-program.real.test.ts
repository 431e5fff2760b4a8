// What the program that asks functions before and after a patch says of functions that keep something to themselves.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { ANSWER_MARK, CHILD_PROGRAM } from '../../src/prove/functions/child-program.ts';

/** The answer for the function `a` of both modules, asked with the numbers from 0 on. */
async function compared(before: string, after: string): Promise<unknown> {
  const directory = await mkdtemp(join(tmpdir(), 'perfcrew-compared-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(directory, { recursive: true }));
  const paths = { before: join(directory, 'before.mjs'), after: join(directory, 'after.mjs') };
  const program = join(directory, 'compare.mjs');
  await writeFile(paths.before, before);
  await writeFile(paths.after, after);
  await writeFile(program, CHILD_PROGRAM);
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const inputs = Array.from({ length: 20 }, (_, at) => [at]);
  child.stdin.end(JSON.stringify({ ...paths, functions: [{ name: 'a', inputs }] }));
  const printed = (await text(child.stdout)).split('\n').find((line) => line.startsWith(ANSWER_MARK));
  const [answer]: unknown[] = JSON.parse(printed?.slice(ANSWER_MARK.length) ?? '[]');
  return answer;
}

const BUFFERED = `const digits = [];
export function a(n) {
  digits.length = 0;
  for (let left = n; left > 0; left -= 1) digits.push(left);
  return digits.reduce((sum, one) => sum + one, 0);
}`;

test('a buffer of the file is no reason not to ask', async () => {
  expect(await compared(BUFFERED, BUFFERED)).toMatchObject({ status: 'alike', calls: 20 });
});

test('a shortcut for inputs that are far out is seen through the buffer', async () => {
  const shortcut = BUFFERED.replace('digits.length = 0;', 'if (n > 12) return 78;\n  digits.length = 0;');
  expect(await compared(BUFFERED, shortcut)).toEqual({
    status: 'differs',
    input: '13',
    before: '91',
    after: '78',
  });
});

test('answers that depend on the calls before them are compared with nothing', async () => {
  const counter = 'let n = 0;\nexport function a(x) { n += x; return n; }';
  const last = 'let last = 0;\nexport function a(x) { const step = x - last; last = x; return step; }';
  for (const text of [counter, last]) {
    expect(await compared(text, text)).toEqual({
      status: 'not-comparable',
      why: 'its answers depend on the calls before',
    });
  }
});
