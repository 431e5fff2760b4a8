// What GitHub's files API says about a change, taken from a real repository the way GitHub does it.
import type { ForgeFile } from '../../src/ports/forge.ts';
import type { GitRepository } from '../kit/git-repository.ts';

const NAMES: Readonly<Record<string, string>> = {
  A: 'added',
  M: 'modified',
  D: 'removed',
  R: 'renamed',
  C: 'copied',
  T: 'changed',
};

/** `patch` begins at the first @@ and is missing for binary, empty and unchanged content. */
export function forgeFiles(repository: GitRepository, base: string, head: string): readonly ForgeFile[] {
  const raw = repository.git('diff', '--raw', '-z', '-M', '--no-abbrev', base, head).split('\0');
  const files: ForgeFile[] = [];
  for (let at = 0; at + 1 < raw.length;) {
    const [, , oldBlob, newBlob, status = ''] = (raw[at] ?? '').split(' ');
    const moved = status.startsWith('R') || status.startsWith('C');
    const previous = raw[at + 1] ?? '';
    const filename = moved ? (raw[at + 2] ?? '') : previous;
    at += moved ? 3 : 2;
    const text = repository.git(
      'diff',
      '-M',
      '--full-index',
      base,
      head,
      '--',
      ...new Set([previous, filename]),
    );
    const patch = patchOf(text);
    files.push({
      filename,
      ...(moved ? { previous_filename: previous } : {}),
      status: NAMES[status[0] ?? ''] ?? 'modified',
      sha: status === 'D' ? oldBlob : newBlob,
      additions: marks(patch, '+'),
      deletions: marks(patch, '-'),
      ...(patch === '' ? {} : { patch }),
    });
  }
  return files;
}

/** The hunks of all entries of one file; a changed type has two. */
function patchOf(text: string): string {
  return text
    .split(/^diff --git .*$/m)
    .map((entry) => /^@@ -[^]*/m.exec(entry)?.[0].replace(/\n$/, '') ?? '')
    .filter((patch) => patch !== '')
    .join('\n');
}

function marks(patch: string, mark: string): number {
  return patch.split('\n').filter((line) => line.startsWith(mark)).length;
}
