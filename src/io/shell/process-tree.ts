// One started program with everything it started: found by descent, by session, and by a mark in the environment.
import { environmentHolds, readProcessTable, residentBytes, type ProcessRow } from './process-table.ts';

/** Set for every program, so that a daemon that left its family and its session is still known as ours. */
export const TREE_MARK = 'PERFCREW_TREE';

export interface ProcessTree {
  /** The root; it leads a session and a group of the same number. */
  readonly pid: number;
  readonly startedAt: string;
  /** Value of the mark, unique on this machine. */
  readonly mark: string;
}

export function processTree(pid: number, mark: string): ProcessTree {
  const row = readProcessTable().find((candidate) => candidate.pid === pid);
  return { pid, startedAt: row?.startedAt ?? '', mark };
}

/** Living members of the tree. `search` says whether strays are looked for by their mark, which costs more. */
export function livingMembers(tree: ProcessTree, search: 'kin' | 'kin-and-strays'): readonly ProcessRow[] {
  return members(tree, search).filter((row) => !row.ended);
}

export function treeUsage(tree: ProcessTree): { readonly cpuMs: number; readonly rssBytes: number } {
  const rows = members(tree, 'kin');
  return {
    cpuMs: rows.reduce((sum, row) => sum + row.cpuMs, 0),
    rssBytes: rows.reduce((sum, row) => sum + residentBytes(row.pid), 0),
  };
}

function members(tree: ProcessTree, search: 'kin' | 'kin-and-strays'): readonly ProcessRow[] {
  const table = readProcessTable();
  const root = table.find((row) => row.pid === tree.pid);
  // The number now belongs to a stranger: so do the group and the session of that number.
  const reused = root !== undefined && root.startedAt !== tree.startedAt;
  const mark = `${TREE_MARK}=${tree.mark}`;
  const found = new Map<number, ProcessRow>();
  for (const row of table) {
    const kin = !reused && (row.pid === tree.pid || row.group === tree.pid || row.session === tree.pid);
    const stray = !kin && search === 'kin-and-strays' && environmentHolds(row.pid, mark);
    if (kin || stray) addWithDescendants(row, table, found);
  }
  found.delete(process.pid);
  return [...found.values()];
}

function addWithDescendants(
  row: ProcessRow,
  table: readonly ProcessRow[],
  found: Map<number, ProcessRow>,
): void {
  if (found.has(row.pid)) return;
  found.set(row.pid, row);
  for (const child of table) {
    if (child.parent === row.pid) addWithDescendants(child, table, found);
  }
}
