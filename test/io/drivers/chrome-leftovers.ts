// Who belongs to a browser: what it leaves behind when it is not killed as a whole.
import { readdir, readFile } from 'node:fs/promises';

interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Pids of the processes whose command line names the folder, and of all their descendants. */
export async function processesOf(folder: string): Promise<number[]> {
  const table = await processTable();
  const found = new Set(table.filter(({ command }) => command.includes(folder)).map(({ pid }) => pid));
  for (let size = -1; size !== found.size;) {
    size = found.size;
    for (const { pid, parent } of table) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

/** Kills them; helpers of a browser come and go, so that some may have ended since they were listed. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

/** Those of the pids that are still there. */
export async function stillAlive(pids: readonly number[]): Promise<number[]> {
  const table = await processTable();
  return pids.filter((pid) => table.some((entry) => entry.pid === pid));
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; zombies left out. */
async function processTable(): Promise<ProcessEntry[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
  const entries = await Promise.all(
    names.map(async (name) => {
      const stat = await read(`/proc/${name}/stat`);
      const [state = 'Z', parent = '0'] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const command = (await read(`/proc/${name}/cmdline`)).replaceAll('\0', ' ');
      return { pid: Number(name), parent: Number(parent), command, state };
    }),
  );
  return entries.filter(({ state }) => state !== 'Z');
}
