// The permission model of Node follows links out of the folders it grants (nodejs.org/api/permissions, "Limitations"): so there must
// be none where the think zone reads and writes, whoever was at the folder before.
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../core/problem.ts';
import { isMissing } from '../files/disk-errors.ts';

/** Throws a Problem that names the first link: the folders themselves, and everything below them. Missing ones are fine. */
export async function refuseLinks(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    try {
      const found = await lstat(path);
      if (found.isSymbolicLink()) throw isLink(path);
      if (!found.isDirectory()) continue;
    } catch (error) {
      if (isMissing(error)) continue;
      throw error;
    }
    for (const entry of await readdir(path, { withFileTypes: true, recursive: true }))
      if (entry.isSymbolicLink()) throw isLink(join(entry.parentPath, entry.name));
  }
}

function isLink(path: string): Problem {
  return new Problem('document-invalid', {
    what: `${path} is a symbolic link; nothing that perfcrew writes there is one, so somebody else put it there.`,
    mend: 'Look where it leads, delete it, and run perfcrew again.',
  });
}
