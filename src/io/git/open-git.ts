// The Git port on the git binary.
import { stat } from 'node:fs/promises';
import { Problem } from '../../core/problem.ts';
import type { Git } from '../../ports/git.ts';
import { DIFF_ARGUMENTS } from './diff-arguments.ts';
import { isShallow, resolveCommit, shallowClone } from './resolve-commit.ts';
import { gitOutput, runGit, type GitCommand } from './run-git.ts';
import { addWorktree } from './worktree.ts';
import { pruneWorktrees } from './prune-worktrees.ts';

/** Opens the repository that holds `directory`, bare ones too, and clears away checkouts a crashed run left behind. */
export async function openGit(directory: string, signal: AbortSignal): Promise<Git> {
  const command: GitCommand = { directory, signal };
  await checkRepository(command);
  await pruneWorktrees(command);
  return {
    root: await rootOf(command),
    resolve: (ref) => resolveCommit(ref, command),
    mergeBase: (one, other) => mergeBase(one, other, command),
    diff: async (base, head) => {
      const commits = [await resolveCommit(base, command), await resolveCommit(head, command)];
      return gitOutput([...DIFF_ARGUMENTS, ...commits, '--'], command);
    },
    show: (commit, path) => show(commit, path, command),
    worktree: async (commit) => addWorktree(await resolveCommit(commit, command), command),
  };
}

async function rootOf(command: GitCommand): Promise<string> {
  const answer = await runGit(['rev-parse', '--show-toplevel'], command);
  return answer.exitCode === 0 ? answer.stdout.trim() : command.directory;
}

async function checkRepository(command: GitCommand): Promise<void> {
  const folder = await stat(command.directory).catch(() => null);
  if (folder?.isDirectory() !== true) {
    throw new Problem('not-a-repository', {
      what: `There is no folder ${command.directory}.`,
      mend: 'Run perfcrew in a git repository, or name one.',
    });
  }
  const answer = await runGit(['rev-parse', '--git-dir'], command);
  if (answer.exitCode === 0) return;
  if (/dubious ownership/.test(answer.stderr)) {
    throw new Problem('not-a-repository', {
      what: `git refuses ${command.directory} because it belongs to another user.`,
      mend: `Tell git to trust it: \`git config --global --add safe.directory ${command.directory}\`.`,
    });
  }
  throw new Problem('not-a-repository', {
    what: `${command.directory} is not in a git repository: ${answer.stderr.trim()}`,
    mend: 'Run perfcrew in a git repository; for a new one: `git init && git add . && git commit`.',
  });
}

async function mergeBase(one: string, other: string, command: GitCommand): Promise<string> {
  const commits = [await resolveCommit(one, command), await resolveCommit(other, command)];
  const answer = await runGit(['merge-base', ...commits], command);
  if (answer.exitCode === 0) return answer.stdout.trim();
  const pair = `\`${one}\` and \`${other}\``;
  if (await isShallow(command)) throw shallowClone(`No common ancestor of ${pair} is in this clone`);
  throw new Problem('ref-not-found', {
    what: `${pair} have no common ancestor.`,
    mend: 'Name two branches that come from the same history.',
  });
}

async function show(commit: string, path: string, command: GitCommand): Promise<string | null> {
  const sha = await resolveCommit(commit, command);
  const entry = await gitOutput(
    ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', sha, '--', path],
    command,
  );
  const match = /^\d{6} blob ([0-9a-f]{40,64})\t([^\0]*)\0$/.exec(entry);
  if (match?.[1] === undefined || match[2] !== path) return null;
  return gitOutput(['cat-file', 'blob', match[1]], command);
}
