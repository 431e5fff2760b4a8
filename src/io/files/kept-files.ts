// The disk behind the port KeptFiles.
import { mkdir, open, realpath, rm } from 'node:fs/promises';
import { dirname, isAbsolute, resolve, sep } from 'node:path';
import type { KeptFiles } from '../../ports/kept-files.ts';
import { explainDiskError, hasCode, isMissing } from './disk-errors.ts';

export function keptFiles(): KeptFiles {
  return { append, remove, readBelow };
}

async function append(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await using file = await open(path, 'a');
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    throw explainDiskError(error, path);
  }
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 2 });
}

async function readBelow(root: string, path: string, mostBytes: number): Promise<Uint8Array | null> {
  try {
    if (isAbsolute(path) || path.includes('\0')) return null;
    const [top, target] = await Promise.all([realpath(root), realpath(resolve(root, path))]);
    if (!target.startsWith(top.endsWith(sep) ? top : `${top}${sep}`)) return null;
    await using file = await open(target, 'r');
    const stat = await file.stat();
    return stat.isFile() && stat.size <= mostBytes ? await file.readFile() : null;
  } catch (error) {
    if (isMissing(error) || hasCode(error, ['EISDIR', 'ELOOP', 'ENAMETOOLONG'])) return null;
    throw error;
  }
}
