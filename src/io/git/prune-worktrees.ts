// A run that was killed cannot clean up; the next one does it.
import { gitOutput, type GitCommand } from './run-git.ts';
import { ownerOf, removeWorktree } from './worktree.ts';

/** Removes checkouts whose process on this machine is gone; those of living runs stay. */
export async function pruneWorktrees(command: GitCommand): Promise<void> {
  const listed = await gitOutput(['worktree', 'list', '--porcelain'], command);
  for (const line of listed.split('\n')) {
    if (!line.startsWith('worktree ')) continue;
    const directory = line.slice('worktree '.length);
    const owner = ownerOf(directory);
    if (owner !== null && !isAlive(owner)) await removeWorktree(directory, command.directory);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
