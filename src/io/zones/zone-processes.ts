// The port Processes where neither /proc may be read nor `ps` be started: a lock is then told by the process id alone.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Processes } from '../../ports/processes.ts';

export function zoneProcesses(): Processes {
  return {
    self: async () => ({ pid: process.pid, startedAt: 'unknown', host: hostname() }),
    stateOf: async ({ pid, host }) => {
      if (host !== hostname()) return 'unknown';
      return isAlive(pid) ? 'alive' : 'dead';
    },
    uniqueName: () => randomUUID(),
  };
}

/** A number that was given out again counts as alive: to wait for nothing is better than two writers. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
