// Fills in the submodules of a checkout from what the repository already holds; never asks the network, never fails.
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runGit, type GitCommand } from './run-git.ts';

export interface Checkout {
  readonly commit: string;
  /** Absolute path its files are in. */
  readonly directory: string;
}

export async function checkOutSubmodules(checkout: Checkout, command: GitCommand): Promise<void> {
  const common = await runGit(['rev-parse', '--git-common-dir'], command);
  if (common.exitCode !== 0) return;
  await fill(resolve(command.directory, common.stdout.trim()), checkout, command);
}

/** `gitDirectory` holds the commit; its submodules' own repositories are in `modules/`. */
async function fill(gitDirectory: string, checkout: Checkout, command: GitCommand): Promise<void> {
  const inside = ['--git-dir', gitDirectory];
  const names = await submoduleNames(inside, checkout.commit, command);
  if (names.size === 0) return;
  const tree = await runGit([...inside, 'ls-tree', '-r', '-z', checkout.commit], command);
  for (const entry of tree.stdout.split('\0')) {
    const match = /^160000 commit ([0-9a-f]{40,64})\t([^\0]+)$/s.exec(entry);
    const name = names.get(match?.[2] ?? '');
    if (match?.[1] === undefined || match[2] === undefined || name === undefined) continue;
    const module = join(gitDirectory, 'modules', name);
    if (!(await isFolder(module))) continue;
    const submodule = { commit: match[1], directory: join(checkout.directory, match[2]) };
    if (await writeFiles(module, submodule, command)) await fill(module, submodule, command);
  }
}

/** Path to name, from .gitmodules of the commit. Names that would lead out of `modules/` are left out. */
async function submoduleNames(
  inside: readonly string[],
  commit: string,
  command: GitCommand,
): Promise<ReadonlyMap<string, string>> {
  const answer = await runGit(
    [...inside, 'config', '--blob', `${commit}:.gitmodules`, '-z', '--get-regexp', '^submodule\\..*\\.path$'],
    command,
  );
  const names = new Map<string, string>();
  for (const entry of answer.exitCode === 0 ? answer.stdout.split('\0') : []) {
    const match = /^submodule\.(.+)\.path\n(.+)$/s.exec(entry);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    if (match[1].split(/[/\\]/).every((part) => part !== '' && part !== '.' && part !== '..')) {
      names.set(match[2], match[1]);
    }
  }
  return names;
}

/** Through an index of its own, so that the user's checkout of the submodule stays as it is. */
async function writeFiles(module: string, checkout: Checkout, command: GitCommand): Promise<boolean> {
  const scratch = await mkdtemp(join(tmpdir(), 'perfcrew-index-'));
  try {
    await mkdir(checkout.directory, { recursive: true });
    const place = ['--git-dir', module, '--work-tree', checkout.directory];
    const options = {
      ...command,
      directory: checkout.directory,
      environment: { GIT_INDEX_FILE: join(scratch, 'index') },
    };
    const read = await runGit([...place, 'read-tree', checkout.commit], options);
    if (read.exitCode !== 0) return false;
    return (await runGit([...place, 'checkout-index', '--all', '--force'], options)).exitCode === 0;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}
