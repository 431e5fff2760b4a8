// Ends whole process trees: first politely, then by force, until nothing of them is left.
import { setTimeout as sleep } from 'node:timers/promises';
import { livingMembers, type ProcessTree } from './process-tree.ts';

/** How long programs may tidy up after SIGTERM before SIGKILL. */
const GRACE_MS = 2000;

const POLL_MS = 20;
const FORCE_TRIES = 100;

export async function killTree(tree: ProcessTree, graceMs = GRACE_MS): Promise<void> {
  if (!signalAll([tree], 'SIGTERM')) return;
  for (let waitedMs = 0; waitedMs < graceMs; waitedMs += POLL_MS) {
    await sleep(POLL_MS);
    if (livingMembers(tree, 'kin-and-strays').length === 0) return;
  }
  // Several times, because members may fork between being listed and being killed.
  for (let tries = 0; tries < FORCE_TRIES && signalAll([tree], 'SIGKILL'); tries += 1) await sleep(POLL_MS);
}

/** The same without the event loop, for a process that is on its way out. */
export function killTreesNow(trees: readonly ProcessTree[], graceMs = 500): void {
  if (!signalAll(trees, 'SIGTERM')) return;
  for (let waitedMs = 0; waitedMs < graceMs; waitedMs += POLL_MS) {
    block(POLL_MS);
    if (trees.every((tree) => livingMembers(tree, 'kin-and-strays').length === 0)) return;
  }
  for (let tries = 0; tries < FORCE_TRIES && signalAll(trees, 'SIGKILL'); tries += 1) block(POLL_MS);
}

/** False where nothing was left to signal. */
function signalAll(trees: readonly ProcessTree[], signal: 'SIGTERM' | 'SIGKILL'): boolean {
  const living = trees.flatMap((tree) => livingMembers(tree, 'kin-and-strays'));
  for (const { pid } of living) {
    try {
      process.kill(pid, signal);
    } catch {
      // Ended since it was listed.
    }
  }
  return living.length > 0;
}

function block(durationMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, durationMs);
}
