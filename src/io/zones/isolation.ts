// What keeps the processes of the run zone to themselves, where the system has it: in a process namespace of their own they see no
// other process, and all of them end with the first (pid_namespaces(7), unshare(1)).
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const COMMON = ['--pid', '--fork', '--mount-proc', '--kill-child'] as const;
const PROBE_MS = 3000;

/**
 * The first process of a namespace inherits every orphan in it and must wait for them, or they stay as zombies that look alive to
 * who waits for their end. A shell does; Node waits for its own children only.
 */
const FIRST = ['/bin/sh', '-c', '"$@"; exit $?', 'perfcrew'] as const;

/** What to put before a command, its program by absolute path; null where this system does not allow it. */
export function processNamespace(environment: NodeJS.ProcessEnv): readonly string[] | null {
  if (process.platform !== 'linux') return null;
  const program = (environment['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, 'unshare'))
    .find(isExecutable);
  if (program === undefined) return null;
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-current-user'];
  const flags = [...user, ...COMMON, '--', ...FIRST];
  const probe = spawnSync(program, [...flags, 'true'], {
    env: environment,
    stdio: 'ignore',
    timeout: PROBE_MS,
  });
  return probe.status === 0 ? [program, ...flags] : null;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
