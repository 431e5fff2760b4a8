// The files of the diff as a command sees them: those that are there, below the folder it runs in.
import { normalize } from 'node:path';
import type { Diff } from '../../change/diff.ts';

interface ChangedFile {
  /** Relative to the command's folder. */
  readonly path: string;
  /** How base calls it; null where base has no such file. */
  readonly basePath: string | null;
}

export interface ChangedFiles {
  readonly present: readonly ChangedFile[];
  /** Paths that are gone from head (deleted, or renamed away). */
  readonly gone: readonly string[];
  /** Why the list may miss files; null where it is whole. */
  readonly incomplete: string | null;
}

/** `directory` is the command's folder from the root of the repository. */
export function changedFiles(diff: Diff, directory: string): ChangedFiles {
  const prefix = prefixOf(directory);
  const inside = (path: string) => (path.startsWith(prefix) ? path.slice(prefix.length) : null);
  const present: ChangedFile[] = [];
  const gone: string[] = [];
  for (const file of diff.files) {
    if (file.content === 'submodule') continue;
    const path = inside(file.path);
    const previous = file.previousPath === null ? null : inside(file.previousPath);
    if (file.status === 'deleted') {
      if (path !== null) gone.push(path);
      continue;
    }
    if (file.status === 'renamed' && previous !== null) gone.push(previous);
    const basePath = file.status === 'added' ? null : (previous ?? path);
    if (path !== null) present.push({ path, basePath });
  }
  return { present, gone, incomplete: diff.truncated };
}

/** `packages/api/` for `./packages/api`, nothing for the root. */
export function prefixOf(directory: string): string {
  const path = normalize(directory).replace(/\/$/, '');
  return path === '.' ? '' : `${path}/`;
}

export const SCRIPT_FILE = /\.[cm]?[jt]sx?$/;
