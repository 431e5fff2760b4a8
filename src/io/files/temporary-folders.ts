// Private folders that are gone afterwards, also when perfcrew is interrupted.
import { rmSync } from 'node:fs';
import { chmod, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TemporaryFolder } from '../../ports/files.ts';
import { atExit } from '../shell/at-exit.ts';
import { explainDiskError, hasCode } from './disk-errors.ts';

export interface TemporaryFolders extends AsyncDisposable {
  create(purpose: string): Promise<TemporaryFolder>;
}

export function temporaryFolders(): TemporaryFolders {
  const open = new Set<string>();
  const lastResort = atExit(() => {
    for (const directory of open) rmSync(directory, { recursive: true, force: true, maxRetries: 2 });
  });

  async function remove(directory: string): Promise<void> {
    await removeTree(directory);
    open.delete(directory);
  }

  return {
    async create(purpose) {
      const directory = await makePrivate(purpose);
      open.add(directory);
      return { directory, [Symbol.asyncDispose]: () => remove(directory) };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...open].map(remove));
      lastResort[Symbol.dispose]();
    },
  };
}

async function makePrivate(purpose: string): Promise<string> {
  const parent = await realpath(tmpdir());
  const prefix = join(parent, `perfcrew-${purpose.replaceAll(/[^\w-]+/g, '-')}-`);
  try {
    const directory = await mkdtemp(prefix);
    // Postgres refuses root and runs as another user: that one must be able to pass through, not to look around.
    if (process.getuid?.() === 0) await chmod(directory, 0o711);
    return directory;
  } catch (error) {
    throw explainDiskError(error, prefix);
  }
}

/** Some tools leave folders without write permission (module caches); those are opened up first. */
async function removeTree(directory: string): Promise<void> {
  const options = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 };
  try {
    await rm(directory, options);
  } catch (error) {
    if (!hasCode(error, ['EACCES', 'EPERM'])) throw error;
    await openUp(directory);
    await rm(directory, options);
  }
}

async function openUp(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await openUp(join(folder, entry.name));
  }
}
