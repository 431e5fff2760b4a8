// Processes that live and die as the test says.
import type { ProcessIdentity, Processes } from '../../src/ports/processes.ts';

export interface FakeProcesses {
  /** The view of one process; its pid is new each time. */
  start(host?: string): Processes & { readonly pid: number };
  kill(pid: number): void;
}

export function fakeProcesses(): FakeProcesses {
  const alive = new Set<number>();
  let pids = 0;
  let names = 0;
  return {
    start(host = 'here') {
      pids += 1;
      const identity: ProcessIdentity = { pid: pids, startedAt: `start ${pids}`, host };
      alive.add(pids);
      return {
        pid: identity.pid,
        self: async () => identity,
        async stateOf(other) {
          if (other.host !== host) return 'unknown';
          return alive.has(other.pid) && other.startedAt === `start ${other.pid}` ? 'alive' : 'dead';
        },
        uniqueName: () => `name-${String((names += 1)).padStart(6, '0')}`,
      };
    },
    kill: (pid) => void alive.delete(pid),
  };
}
