// Two trees compared folder by folder say the same as two lists of all files, and look into nothing that is the same.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { stableHash } from '../../../src/core/stable-hash.ts';
import { treeChanges, type TreeEntry } from '../../../src/io/forge/tree-changes.ts';

type Files = ReadonlyMap<string, string>;

/** A git of folders only: equal folders have equal ids. */
function store() {
  const trees = new Map<string, readonly TreeEntry[]>();
  const read: string[] = [];
  const write = (files: Files): string => {
    const entries: TreeEntry[] = [];
    const folders = new Map<string, Map<string, string>>();
    for (const [path, sha] of files) {
      const [name = '', ...rest] = path.split('/');
      if (rest.length === 0) entries.push({ path: name, mode: '100644', type: 'blob', sha });
      else folders.set(name, new Map([...(folders.get(name) ?? []), [rest.join('/'), sha]]));
    }
    for (const [name, inside] of folders)
      entries.push({ path: name, mode: '040000', type: 'tree', sha: write(inside) });
    const sorted = entries.toSorted((one, other) => (one.path < other.path ? -1 : 1));
    const id = stableHash(JSON.stringify(sorted));
    trees.set(id, sorted);
    return id;
  };
  return {
    write,
    read,
    readTree: (sha: string) => {
      read.push(sha);
      return Promise.resolve(trees.get(sha) ?? null);
    },
  };
}

// Folders and files have names of their own, so that no path is both; what becomes of one that is, is a case below.
const path = fc
  .tuple(fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 2 }), fc.constantFrom('a', 'b'))
  .map(([folders, name]) => [...folders, name].join('/'));
const files = fc.array(fc.tuple(path, fc.constantFrom('1', '2'))).map((all): Files => new Map(all));

test('law: the changes are those of the two lists', async () => {
  await fc.assert(
    fc.asyncProperty(files, files, async (one, other) => {
      const { write, readTree } = store();
      const found = await treeChanges(write(one), write(other), { read: readTree, mostFolders: 100 });
      const paths = [...new Set([...one.keys(), ...other.keys()])].toSorted();
      const file = (sha: string | undefined) => (sha === undefined ? null : { mode: '100644', sha });
      expect(found).toEqual(
        paths
          .filter((at) => one.get(at) !== other.get(at))
          .map((at) => ({ path: at, before: file(one.get(at)), after: file(other.get(at)) })),
      );
    }),
  );
});

test('a file that becomes a folder', async () => {
  const { write, readTree } = store();
  const [one, other] = [write(new Map([['a', '1']])), write(new Map([['a/b', '2']]))];
  expect(await treeChanges(one, other, { read: readTree, mostFolders: 9 })).toEqual([
    { path: 'a', before: { mode: '100644', sha: '1' }, after: null },
    { path: 'a/b', before: null, after: { mode: '100644', sha: '2' } },
  ]);
});

test('what is the same is not looked into, and too much is given up', async () => {
  const { write, read, readTree } = store();
  const same = [...Array(50).keys()].map((index) => [`f${index}/a`, '1'] as const);
  const [one, other] = [write(new Map([...same, ['z/a', '1']])), write(new Map([...same, ['z/a', '2']]))];
  expect(await treeChanges(one, other, { read: readTree, mostFolders: 2 })).toHaveLength(1);
  expect(read).toHaveLength(4);
  expect(await treeChanges(one, other, { read: readTree, mostFolders: 1 })).toBe(null);
  expect(await treeChanges(one, other, { read: () => Promise.resolve(null), mostFolders: 9 })).toBe(null);
});
