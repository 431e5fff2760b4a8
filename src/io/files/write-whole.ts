// Writes a file whole or not at all: beside its place first, then renamed over it.
import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { explainDiskError } from './disk-errors.ts';

export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.draft`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeAndSync(draft, text);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw explainDiskError(error, path);
  }
}

/** Some disks say only at the sync that there was no room. */
async function writeAndSync(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
