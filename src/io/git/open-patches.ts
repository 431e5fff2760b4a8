// The Patches port on the git binary: patches are applied to an index of their own, so that no working tree is touched.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Patches } from '../../ports/patches.ts';
import { gitOutput, runGit } from './run-git.ts';

/** The same patch on the same commit is the same commit on every machine. */
const AUTHOR = {
  GIT_AUTHOR_NAME: 'perfcrew',
  GIT_AUTHOR_EMAIL: 'perfcrew@users.noreply.github.com',
  GIT_AUTHOR_DATE: '2000-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'perfcrew',
  GIT_COMMITTER_EMAIL: 'perfcrew@users.noreply.github.com',
  GIT_COMMITTER_DATE: '2000-01-01T00:00:00Z',
};

export function openPatches(directory: string, signal: AbortSignal): Patches {
  return {
    async commit(commit, patch, message) {
      const folder = await mkdtemp(join(tmpdir(), 'perfcrew-patch-'));
      try {
        const file = join(folder, 'proposal.patch');
        await writeFile(file, patch);
        const command = {
          directory,
          signal,
          environment: { ...AUTHOR, GIT_INDEX_FILE: join(folder, 'index') },
        };
        await gitOutput(['read-tree', commit], command);
        const applied = await runGit(['apply', '--cached', '--whitespace=nowarn', file], command);
        if (applied.exitCode !== 0)
          return { status: 'refused', reason: firstLine(applied.stderr.replaceAll(`${file}:`, 'line ')) };
        const tree = (await gitOutput(['write-tree'], command)).trim();
        const made = await gitOutput(
          ['-c', 'commit.gpgSign=false', 'commit-tree', tree, '-p', commit, '-m', message],
          command,
        );
        return { status: 'applied', commit: made.trim() };
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

function firstLine(text: string): string {
  return (
    text
      .split('\n')
      .map((line) => line.replace(/^error: /, '').trim())
      .find((line) => line !== '') ?? 'git apply refused it without a word'
  );
}
