// The disk behind the port Files.
import { open, readFile } from 'node:fs/promises';
import type { Files } from '../../ports/files.ts';
import { copyTree } from './copy-tree.ts';
import { hasCode, isMissing } from './disk-errors.ts';
import { listFiles } from './list-files.ts';
import { temporaryFolders } from './temporary-folders.ts';
import { writeWhole } from './write-whole.ts';

/** Disposing removes every temporary folder that is still there. */
export function openFiles(): Files & AsyncDisposable {
  const folders = temporaryFolders();
  return {
    readText,
    readBytes,
    writeText: writeWhole,
    list: listFiles,
    copy: copyTree,
    temporaryFolder: (purpose) => folders.create(purpose),
    [Symbol.asyncDispose]: () => folders[Symbol.asyncDispose](),
  };
}

async function readBytes(path: string, mostBytes: number): Promise<Uint8Array | null> {
  try {
    await using file = await open(path, 'r');
    const { size } = await file.stat();
    return size > mostBytes ? null : await file.readFile();
  } catch (error) {
    if (isMissing(error) || hasCode(error, ['EISDIR'])) return null;
    throw error;
  }
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error) || hasCode(error, ['EISDIR'])) return null;
    throw error;
  }
}
