// Finds files by globs without walking into dependencies or following links out of the folder.
import type { Dirent } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import picomatch from 'picomatch';
import { isMissing } from './disk-errors.ts';

const LEFT_OUT = new Set(['node_modules', '.git']);

/** Globs beginning with `!` take files away again. */
export async function listFiles(folder: string, globs: readonly string[]): Promise<readonly string[]> {
  const wanted = globs.filter((glob) => !glob.startsWith('!'));
  const ignore = globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
  const matches = picomatch(wanted.map(withoutDotSlash), { ignore: ignore.map(withoutDotSlash) });
  const found = await walk(folder, '');
  return found.filter((path) => matches(path)).sort();
}

async function walk(folder: string, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await entriesOf(join(folder, prefix))) {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!LEFT_OUT.has(entry.name)) found.push(...(await walk(folder, path)));
    } else if (entry.isFile() || (entry.isSymbolicLink() && (await staysInside(folder, path)))) {
      found.push(path);
    }
  }
  return found;
}

/** A link in code under review may point at a secret of the machine; what it names must not be read as a file of the project. */
async function staysInside(folder: string, path: string): Promise<boolean> {
  try {
    const [top, target] = await Promise.all([realpath(folder), realpath(join(folder, path))]);
    return target.startsWith(`${top}${sep}`);
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function withoutDotSlash(glob: string): string {
  return glob.replace(/^\.\//, '');
}
