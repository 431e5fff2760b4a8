// Removes what servers of long ended runs left behind: a machine that lost its power had nobody to tidy up.
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Followed by the id of the process that made the folder. */
export const FOLDER_PREFIX = 'perfcrew-pg-';

/** Younger ones are left alone: their process may live in another container that shares the folder. */
const MINIMUM_AGE_MS = 24 * 60 * 60_000;

export async function sweepFolders(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names.filter((candidate) => candidate.startsWith(FOLDER_PREFIX))) {
    const folder = join(parent, name);
    const owner = Number(name.slice(FOLDER_PREFIX.length).split('-')[0]);
    const made = await stat(folder).catch(() => null);
    if (made === null || Date.now() - made.mtimeMs < MINIMUM_AGE_MS || lives(owner)) continue;
    const postmaster = Number(
      (await readFile(join(folder, 'd', 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0],
    );
    if (postmaster > 1 && lives(postmaster)) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
