// Git repositories to review, made from folders and edits; commits have the same ids on every machine.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { applyEdit, type Edit } from './edit.ts';

/** A repository in a folder of its own, gone when disposed. Its branch `main` is checked out. */
export interface Repository extends AsyncDisposable {
  readonly directory: string;
  /** Makes a branch off main with one commit, and returns to main. */
  branch(name: string, message: string, edits: readonly Edit[]): Promise<void>;
  /** Absolute path of a second checkout, of a branch, beside the repository's own. */
  checkOut(name: string): Promise<string>;
}

/** Fills an empty folder and commits it as `main`. */
export type Fill = (directory: string) => Promise<void>;

export async function openRepository(fill: Fill): Promise<Repository> {
  const directory = await mkdtemp(join(tmpdir(), 'perfcrew-bench-'));
  const git = gitIn(directory);
  const close = () => rm(directory, { recursive: true, force: true });
  try {
    await fill(directory);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    directory,
    async branch(name, message, edits) {
      await git(['checkout', '--quiet', '-b', name, 'main']);
      for (const edit of edits) {
        const path = join(directory, edit.path);
        await writeFile(path, applyEdit(await readFile(path, 'utf8'), edit));
      }
      await git(['commit', '--quiet', '--all', '-m', message]);
      await git(['checkout', '--quiet', 'main']);
    },
    async checkOut(name) {
      const folder = join(directory, '.git', `checkout-${name}`);
      await git(['worktree', 'add', '--quiet', '--detach', folder, name]);
      return folder;
    },
    [Symbol.asyncDispose]: close,
  };
}

/** The first commit from a folder, and from what `more` adds to it. */
export function fromFolder(folder: string, more: Fill = async () => {}): Fill {
  return async (directory) => {
    const git = gitIn(directory);
    await git(['init', '--quiet', '--initial-branch=main']);
    await cp(folder, directory, { recursive: true, filter: (path) => basename(path) !== 'node_modules' });
    await more(directory);
    await git(['add', '--all']);
    await git(['commit', '--quiet', '-m', `The ${basename(folder)} server as it is`]);
  };
}

/** Copies a file that stands elsewhere, with the folders it needs. */
export async function copyInto(directory: string, from: string, to: string): Promise<void> {
  await mkdir(dirname(join(directory, to)), { recursive: true });
  await cp(from, join(directory, to), { recursive: true });
}

function gitIn(directory: string): (words: readonly string[]) => Promise<void> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const person = { NAME: 'Bench developer', EMAIL: 'dev@bench.example', DATE: '2025-03-03T09:00:00Z' };
  const authorship = Object.entries(person).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  const settings = ['core.autocrlf=false', 'core.hooksPath=/dev/null', 'commit.gpgSign=false', 'gc.auto=0'];
  return async (words) => {
    await promisify(execFile)('git', [...settings.flatMap((setting) => ['-c', setting]), ...words], {
      cwd: directory,
      env: Object.fromEntries([...inherited, ...authorship]),
    });
  };
}
