// Copies folders of tens of thousands of files quickly: the system's `cp` shares blocks where the disk can, Node's copy stands in.
import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { diskFull, explainDiskError } from './disk-errors.ts';

const exec = promisify(execFile);

export async function copyTree(from: string, to: string): Promise<void> {
  try {
    await mkdir(dirname(to), { recursive: true });
    if (!(await copyBySystem(from, to))) await copyByNode(from, to);
  } catch (error) {
    throw explainDiskError(error, to);
  }
}

/** Exported for the test: what runs where the system has no such `cp`. */
export async function copyByNode(from: string, to: string): Promise<void> {
  await cp(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
    mode: constants.COPYFILE_FICLONE,
  });
}

/** False where there is no `cp` that knows these options, as on Alpine or macOS. */
async function copyBySystem(from: string, to: string): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  try {
    await exec('cp', ['-a', '--reflink=auto', '-T', '--', from, to], {
      env: { ...process.env, LC_ALL: 'C' },
    });
    return true;
  } catch (error) {
    if (error instanceof Error && /No space left on device|Disk quota exceeded/.test(error.message)) {
      throw diskFull(to, error);
    }
    return false;
  }
}
