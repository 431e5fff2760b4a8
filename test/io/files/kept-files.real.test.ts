// A real disk: the contract, and links that lead out of the root.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keptFiles } from '../../../src/io/files/kept-files.ts';
import { openFiles } from '../../../src/io/files/open-files.ts';
import { keptFilesContract } from '../../ports/kept-files.contract.ts';

let root = '';
const files = { ...openFiles(), ...keptFiles() };
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'perfcrew-test-kept-')));
});
afterAll(async () => {
  await files[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

keptFilesContract(() => ({ files, root }));

test('a link is followed within the root and never out of it', async () => {
  await files.writeText(`${root}/links/inside/a.txt`, 'a');
  await files.writeText(`${root}/outside.txt`, 'secret');
  mkdirSync(`${root}/links/deep`);
  symlinkSync('../inside/a.txt', `${root}/links/deep/ok.txt`);
  symlinkSync('../../outside.txt', `${root}/links/deep/file.txt`);
  symlinkSync('../..', `${root}/links/deep/folder`);
  symlinkSync('/proc/self/environ', `${root}/links/environ`);
  symlinkSync('loop', `${root}/links/loop`);
  const read = (path: string) => files.readBelow(`${root}/links`, path, 1000);
  expect(new TextDecoder().decode((await read('deep/ok.txt')) ?? new Uint8Array())).toBe('a');
  for (const path of ['deep/file.txt', 'deep/folder/outside.txt', 'environ', 'loop']) {
    expect(await read(path)).toBeNull();
  }
});
