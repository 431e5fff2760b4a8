// Reads and writes single objects: blobs, trees, files at a commit, commits that change files.
import { gitText, runGit } from './run-git.ts';

export interface TreeEntry {
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly sha: string;
  /** Null for trees and submodules. */
  readonly sizeBytes: number | null;
  readonly path: string;
}

export async function readTree(
  directory: string,
  tree: string,
  how: { readonly recursive?: boolean; readonly path?: string } = {},
): Promise<readonly TreeEntry[] | null> {
  const flags = how.recursive === true ? ['-r', '-t'] : [];
  const paths = how.path === undefined ? [] : ['--', how.path];
  const result = await runGit(directory, ['ls-tree', '-z', '-l', ...flags, tree, ...paths], {
    accept: [128],
  });
  if (result.exitCode !== 0) return null;
  return result.stdout
    .toString()
    .split('\0')
    .filter((record) => record !== '')
    .map((record) => {
      const tab = record.indexOf('\t');
      const [mode = '', type = '', sha = '', size = '-'] = record.slice(0, tab).split(/ +/);
      return {
        mode,
        type: type === 'tree' || type === 'commit' ? type : 'blob',
        sha,
        sizeBytes: size === '-' ? null : Number(size),
        path: record.slice(tab + 1),
      };
    });
}

export async function readBlob(directory: string, sha: string): Promise<Buffer | null> {
  const result = await runGit(directory, ['cat-file', 'blob', sha], { accept: [1, 128] });
  return result.exitCode === 0 ? result.stdout : null;
}

export async function writeBlob(directory: string, content: Buffer): Promise<string> {
  return gitText(directory, ['hash-object', '-w', '--stdin'], { input: content });
}

/** Whether the object is there, and of this type. */
export async function hasObject(directory: string, sha: string, type: string): Promise<boolean> {
  const result = await runGit(directory, ['cat-file', '-t', sha], { accept: [1, 128] });
  return result.exitCode === 0 && result.stdout.toString().trim() === type;
}

/** The tree of a commit with files put or (null) removed, by way of a temporary index. */
export async function changeTree(
  directory: string,
  change: {
    readonly base: string | null;
    readonly entries: readonly {
      readonly path: string;
      readonly mode: string;
      readonly sha: string | null;
    }[];
  },
): Promise<string> {
  const environment = { GIT_INDEX_FILE: `${directory}/index-${process.hrtime.bigint()}` };
  if (change.base !== null) await runGit(directory, ['read-tree', change.base], { environment });
  const lines = change.entries.map(({ path, mode, sha }) =>
    sha === null ? `0 ${'0'.repeat(40)}\t${path}\0` : `${mode} ${sha}\t${path}\0`,
  );
  await runGit(directory, ['update-index', '-z', '--index-info'], { environment, input: lines.join('') });
  const tree = await gitText(directory, ['write-tree'], { environment });
  await runGit(directory, ['read-tree', '--empty'], { environment });
  return tree;
}

export async function writeCommit(
  directory: string,
  commit: {
    readonly tree: string;
    readonly parents: readonly string[];
    readonly message: string;
    readonly author?: { readonly name: string; readonly email: string; readonly date?: string | undefined };
  },
): Promise<string> {
  const { author } = commit;
  const environment: Record<string, string> =
    author === undefined
      ? {}
      : {
          GIT_AUTHOR_NAME: author.name,
          GIT_AUTHOR_EMAIL: author.email,
          ...(author.date === undefined ? {} : { GIT_AUTHOR_DATE: author.date }),
        };
  const parents = commit.parents.flatMap((parent) => ['-p', parent]);
  return gitText(directory, ['commit-tree', commit.tree, ...parents], { environment, input: commit.message });
}
