// Moves installed dependencies between checkouts and a cache: every node_modules of a workspace, and Yarn's own files.
import { join } from 'node:path';
import { z } from 'zod';
import type { World } from '../../ports/world.ts';

const entrySchema = z.strictObject({ version: z.literal(1), paths: z.array(z.string()) });

const FIND_INSTALLED =
  "find . -name .git -prune -o -name node_modules -prune -print0 -o -name '.pnp.*' -print0 -o -path ./.yarn/unplugged -prune -print0";

/** Relative paths of what an install left behind. */
async function installedPaths(directory: string, world: World): Promise<readonly string[]> {
  const { stdout } = await world.shell.run(FIND_INSTALLED, { directory, trust: 'inherited' });
  return stdout
    .split('\0')
    .filter((path) => path !== '')
    .map((path) => path.replace(/^\.\//, ''));
}

export async function copyInstalled(from: string, to: string, world: World): Promise<readonly string[]> {
  const paths = await installedPaths(from, world);
  for (const path of paths) await world.files.copy(join(from, path), join(to, path));
  return paths;
}

/** Puts an install into the cache. The list is written last: an entry without it is not there. */
export async function store(from: string, entry: string, world: World): Promise<void> {
  const paths = await copyInstalled(from, join(entry, 'files'), world);
  await world.files.writeText(join(entry, 'entry.json'), JSON.stringify({ version: 1, paths }));
}

/** False where the cache has no such entry. */
export async function restore(entry: string, to: string, world: World): Promise<boolean> {
  const text = await world.files.readText(join(entry, 'entry.json'));
  if (text === null) return false;
  const { paths } = entrySchema.parse(JSON.parse(text));
  for (const path of paths) await world.files.copy(join(entry, 'files', path), join(to, path));
  return true;
}
