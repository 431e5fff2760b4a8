// Where two trees differ, folder by folder: what is the same in both has the same id, and is never looked into.
// https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
import type { TreeChange, TreeFile } from '../../ports/forge.ts';

export interface TreeEntry extends TreeFile {
  readonly path: string;
  readonly type: string;
}

/** Entries of one folder; null where there are more than the forge tells. */
export type ReadTree = (sha: string) => Promise<readonly TreeEntry[] | null>;

/** Null where more than `mostFolders` would have to be read, or one of them is not told whole. */
export async function treeChanges(
  before: string,
  after: string,
  { read, mostFolders }: { readonly read: ReadTree; readonly mostFolders: number },
): Promise<readonly TreeChange[] | null> {
  const changes: TreeChange[] = [];
  const open: { readonly prefix: string; readonly before: string | null; readonly after: string | null }[] = [
    { prefix: '', before, after },
  ];
  let folders = 0;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at.before === at.after) continue;
    folders += 1;
    if (folders > mostFolders) return null;
    const [old, young] = [await entriesOf(at.before, read), await entriesOf(at.after, read)];
    if (old === null || young === null) return null;
    for (const name of new Set([...old.keys(), ...young.keys()])) {
      const [one, other] = [old.get(name) ?? null, young.get(name) ?? null];
      if (one?.sha === other?.sha && one?.mode === other?.mode) continue;
      const path = `${at.prefix}${name}`;
      const folder = { before: folderOf(one), after: folderOf(other) };
      if (folder.before !== null || folder.after !== null) open.push({ prefix: `${path}/`, ...folder });
      const file = { before: fileOf(one), after: fileOf(other) };
      if (file.before !== null || file.after !== null) changes.push({ path, ...file });
    }
  }
  return changes.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

async function entriesOf(sha: string | null, read: ReadTree): Promise<Map<string, TreeEntry> | null> {
  const entries = sha === null ? [] : await read(sha);
  return entries === null ? null : new Map(entries.map((entry) => [entry.path, entry]));
}

function folderOf(entry: TreeEntry | null): string | null {
  return entry?.type === 'tree' ? entry.sha : null;
}

function fileOf(entry: TreeEntry | null): TreeFile | null {
  return entry === null || entry.type === 'tree' ? null : { mode: entry.mode, sha: entry.sha };
}
