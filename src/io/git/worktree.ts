// A checkout of one commit in a private folder outside the repository, gone without a trace when disposed.
import { readlinkSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worktree } from '../../ports/git.ts';
import { gitOutput, runGit, type GitCommand } from './run-git.ts';
import { checkOutSubmodules } from './submodules.ts';

const MARK = 'perfcrew-worktree';

export async function addWorktree(commit: string, command: GitCommand): Promise<Worktree> {
  // mkdtemp makes it readable by this user alone. Host and process say later whether its owner still lives.
  const parent = await mkdtemp(join(await realpath(tmpdir()), `${MARK}.${placeName()}.${process.pid}.`));
  const directory = join(parent, 'checkout');
  try {
    await gitOutput(['worktree', 'add', '--quiet', '--detach', '--force', directory, commit], command);
    await checkOutSubmodules({ commit, directory }, command);
  } catch (error) {
    await removeWorktree(directory, command.directory);
    throw error;
  }
  return { directory, [Symbol.asyncDispose]: () => removeWorktree(directory, command.directory) };
}

/** Runs to its end even when the review was interrupted: it takes no signal. */
export async function removeWorktree(directory: string, repository: string): Promise<void> {
  const parent = join(directory, '..');
  // The folder goes first, with all that builds left in it; git then drops its entry for the missing one.
  await rm(parent, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  await runGit(['worktree', 'remove', '--force', '--force', directory], { directory: repository });
}

export interface WorktreeOwner {
  readonly pid: number;
  /** Where the number means that process: the id of its process namespace; empty where the system has none. */
  readonly namespace: string;
}

/** The process that made a checkout of ours; null where the path is not one of ours or was made on another machine. */
export function ownerOf(directory: string): WorktreeOwner | null {
  const match = /(?:^|\/)perfcrew-worktree\.([^./]+?)(?:-pid(\d+))?\.(\d+)\.[^/]+\/checkout$/.exec(directory);
  if (match?.[1] !== hostName()) return null;
  return { pid: Number(match[3]), namespace: match[2] ?? '' };
}

/** Process ids are given out anew in each namespace (pid_namespaces(7)), and the run zone has one of its own. */
export function processNamespaceOf(pid: number | 'self'): string {
  try {
    return /\d+/.exec(readlinkSync(`/proc/${pid}/ns/pid`))?.[0] ?? '';
  } catch {
    return '';
  }
}

function placeName(): string {
  const namespace = processNamespaceOf('self');
  return namespace === '' ? hostName() : `${hostName()}-pid${namespace}`;
}

function hostName(): string {
  return hostname().replaceAll(/[^A-Za-z0-9-]/g, '-') || 'host';
}
