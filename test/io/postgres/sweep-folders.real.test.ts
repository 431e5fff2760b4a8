// What a machine that lost its power leaves behind is found by the next run, and nothing else is touched.
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FOLDER_PREFIX, sweepFolders } from '../../../src/io/postgres/sweep-folders.ts';

/** Larger than any process id. */
const NOBODY = 2 ** 30;
let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'perfcrew-test-'));
});
afterEach(() => rm(parent, { recursive: true }));

async function leave(name: string, postmaster: number, ageHours: number): Promise<void> {
  const folder = join(parent, name);
  await mkdir(join(folder, 'd'), { recursive: true });
  await writeFile(join(folder, 'd', 'postmaster.pid'), `${postmaster}\n/data\n`);
  const then = new Date(Date.now() - ageHours * 3_600_000);
  await utimes(folder, then, then);
}

test('only old folders whose perfcrew and server are both gone are removed', async () => {
  await leave(`${FOLDER_PREFIX}${NOBODY}-gone`, NOBODY, 25);
  await leave(`${FOLDER_PREFIX}${NOBODY}-young`, NOBODY, 23);
  await leave(`${FOLDER_PREFIX}${process.pid}-mine`, NOBODY, 25);
  await leave(`${FOLDER_PREFIX}${NOBODY}-served`, process.pid, 25);
  await leave('somebody-else', NOBODY, 1000);
  await sweepFolders(parent);
  expect((await readdir(parent)).toSorted()).toEqual(
    [
      `${FOLDER_PREFIX}${NOBODY}-served`,
      `${FOLDER_PREFIX}${NOBODY}-young`,
      `${FOLDER_PREFIX}${process.pid}-mine`,
      'somebody-else',
    ].toSorted(),
  );
});

test('a folder that does not exist is nothing to sweep', async () => {
  await expect(sweepFolders(join(parent, 'missing'))).resolves.toBeUndefined();
});
