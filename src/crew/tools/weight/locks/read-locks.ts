// Every lock file among the texts of one side; one that cannot be read counts as absent, since it may be half merged.
import type { SourceFile } from '../../../source-file.ts';
import { folderOf } from '../weight-side.ts';
import { type Lock, tableOf } from './lock.ts';
import { readNpmLock } from './npm.ts';
import { readPnpmLock } from './pnpm.ts';
import { readYarnLock } from './yarn.ts';

export function readLocks(files: readonly SourceFile[]): ReadonlyMap<string, Lock> {
  const locks = new Map<string, Lock>();
  for (const file of files) {
    const lock = tryRead(file, files);
    if (lock !== null) locks.set(lock.folder, lock);
  }
  return locks;
}

function tryRead({ path, text }: SourceFile, files: readonly SourceFile[]): Lock | null {
  const folder = folderOf(path);
  try {
    switch (path.slice(folder === '' ? 0 : folder.length + 1)) {
      case 'package-lock.json':
      case 'npm-shrinkwrap.json':
        return readNpmLock(folder, text);
      case 'pnpm-lock.yaml':
        return readPnpmLock(folder, text);
      case 'yarn.lock':
        return readYarnLock(folder, text, manifestsBelow(folder, files));
      default:
        return null;
    }
  } catch {
    return null;
  }
}

function manifestsBelow(
  folder: string,
  files: readonly SourceFile[],
): readonly Readonly<Record<string, unknown>>[] {
  return files.flatMap(({ path, text }) => {
    const isBelow = folder === '' || path.startsWith(`${folder}/`);
    return isBelow && /(^|\/)package\.json$/.test(path) ? [tableOf(JSON.parse(text))] : [];
  });
}
