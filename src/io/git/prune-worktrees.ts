// A run that was killed cannot clean up; the next one does it.
import { readdirSync } from 'node:fs';
import { gitOutput, type GitCommand } from './run-git.ts';
import { ownerOf, processNamespaceOf, removeWorktree, type WorktreeOwner } from './worktree.ts';

/** Removes checkouts whose process on this machine is gone; those of living runs stay. */
export async function pruneWorktrees(command: GitCommand): Promise<void> {
  const listed = await gitOutput(['worktree', 'list', '--porcelain'], command);
  for (const line of listed.split('\n')) {
    if (!line.startsWith('worktree ')) continue;
    const directory = line.slice('worktree '.length);
    const owner = ownerOf(directory);
    if (owner !== null && isGone(owner)) await removeWorktree(directory, command.directory);
  }
}

/** Of another namespace it is told by whether anything lives there, for whoever can see into it: a zone sees only its own. */
function isGone({ pid, namespace }: WorktreeOwner): boolean {
  if (namespace === '' || namespace === processNamespaceOf('self')) return !isAlive(pid);
  if (process.env['PERFCREW_ZONE'] !== undefined || process.env['PERFCREW_CLEAN'] !== undefined) return false;
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return processes.every((name) => processNamespaceOf(Number(name)) !== namespace);
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
