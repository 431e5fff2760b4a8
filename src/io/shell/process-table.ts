// Sees every process of the machine once, so that a whole tree can be found, weighed and killed.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** Tells a process from a later one with the same pid. */
  readonly startedAt: string;
  /** User and system time of the process and of the children it has waited for. */
  readonly cpuMs: number;
  /** Ended, but not yet waited for by its parent. */
  readonly ended: boolean;
}

/** Linux counts CPU time in ticks of 10 ms towards user space, whatever the kernel's own clock (USER_HZ, proc(5)). */
const TICK_MS = 10;

export function readProcessTable(): readonly ProcessRow[] {
  return process.platform === 'linux' ? readProc() : readPs();
}

/** Resident memory of one process; 0 where it is gone. */
export function residentBytes(pid: number): number {
  if (process.platform !== 'linux') {
    return Number(ps(['-o', 'rss=', '-p', String(pid)]).trim() || 0) * 1024;
  }
  const match = /^VmRSS:\s+(\d+) kB$/m.exec(readOrEmpty(`/proc/${pid}/status`));
  return match ? Number(match[1]) * 1024 : 0;
}

/** True where the process was started with this text in its environment; false where that cannot be read. */
export function environmentHolds(pid: number, text: string): boolean {
  return process.platform === 'linux' && readOrEmpty(`/proc/${pid}/environ`).split('\0').includes(text);
}

export function parseStat(stat: string): ProcessRow | null {
  // The name stands in brackets and may hold anything, brackets and spaces included.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const at = (index: number) => Number(fields[index]);
  const pid = Number.parseInt(stat, 10);
  if (fields.length < 20 || !(pid > 0)) return null;
  return {
    pid,
    parent: at(1),
    group: at(2),
    session: at(3),
    startedAt: fields[19] ?? '',
    cpuMs: (at(11) + at(12) + at(13) + at(14)) * TICK_MS,
    ended: fields[0] === 'Z' || fields[0] === 'X',
  };
}

/** One line of `ps -o pid,ppid,pgid,state,time,lstart`; its sessions are not comparable, so the group stands in. */
export function parsePsLine(line: string): ProcessRow | null {
  const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+([\d:.-]+)\s+(.+?)\s*$/.exec(line);
  if (!match) return null;
  const [, pid, parent, group, state = '', time = '', startedAt = ''] = match;
  return {
    pid: Number(pid),
    parent: Number(parent),
    group: Number(group),
    session: Number(group),
    startedAt,
    cpuMs: parseCpuTime(time),
    ended: state.startsWith('Z'),
  };
}

function parseCpuTime(time: string): number {
  const [days, clock] = time.includes('-') ? time.split('-') : ['0', time];
  const seconds = (clock ?? '').split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return Math.round((Number(days) * 86_400 + seconds) * 1000);
}

function readProc(): readonly ProcessRow[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => parseStat(readOrEmpty(`/proc/${pid}/stat`)))
    .filter((row) => row !== null);
}

function readPs(): readonly ProcessRow[] {
  return ps(['-A', '-o', 'pid=,ppid=,pgid=,state=,time=,lstart='])
    .split('\n')
    .map(parsePsLine)
    .filter((row) => row !== null);
}

function ps(options: readonly string[]): string {
  const { stdout } = spawnSync('ps', options, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  return stdout ?? '';
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // The process ended meanwhile, or it is somebody else's.
  }
}
