// The machine's processes behind the port Processes.
// Start time: field 22 of /proc/PID/stat in ticks since the boot named by boot_id (proc(5)); elsewhere what `ps -o lstart` says.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import type { ProcessIdentity, Processes } from '../../ports/processes.ts';

const exec = promisify(execFile);

export function systemProcesses(): Processes {
  let self: Promise<ProcessIdentity> | null = null;
  return {
    self: () => (self ??= identify()),
    stateOf,
    uniqueName: () => randomUUID(),
  };
}

async function identify(): Promise<ProcessIdentity> {
  return { pid: process.pid, startedAt: (await startOf(process.pid)) ?? 'unknown', host: hostname() };
}

async function stateOf(identity: ProcessIdentity): Promise<'alive' | 'dead' | 'unknown'> {
  if (identity.host !== hostname()) return 'unknown';
  return (await startOf(identity.pid)) === identity.startedAt ? 'alive' : 'dead';
}

/** Null where there is no such process, or only its unreaped remains. */
async function startOf(pid: number): Promise<string | null> {
  return process.platform === 'linux' ? await startByProc(pid) : await startByPs(pid);
}

async function startByProc(pid: number): Promise<string | null> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // The name in the second field may hold spaces and brackets: the fields are counted from behind its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, ticks] = [fields[0], fields[19]];
    return state === 'Z' || state === 'X' || ticks === undefined ? null : `${boot.trim()} ${ticks}`;
  } catch {
    return null;
  }
}

async function startByPs(pid: number): Promise<string | null> {
  try {
    const { stdout } = await exec('ps', ['-o', 'lstart=', '-p', String(pid)], {
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    });
    return stdout.trim() === '' ? null : stdout.trim();
  } catch {
    return null;
  }
}
