// A real git repository in a temporary folder, written down as a tree of files in the test that needs it.
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Content of a file; null deletes it. */
type FileContent =
  | string
  | Uint8Array
  | null
  | { readonly symlink: string }
  | { readonly executable: string };
export type Tree = Readonly<Record<string, FileContent>>;

export interface GitRepository extends AsyncDisposable {
  /** Absolute path of the working tree. */
  readonly directory: string;
  /** Runs git here and gives its output without the last line feed. */
  git(...args: readonly string[]): string;
  /** Changes files without committing. */
  write(tree: Tree): Promise<void>;
  /** Changes files and commits everything; gives the commit id. */
  commit(tree: Tree, message?: string): Promise<string>;
  /** Creates a branch (from `from`, else from here) and switches to it. */
  branch(name: string, from?: string): void;
  /** `git mv`, committed; gives the commit id. */
  rename(from: string, to: string): Promise<string>;
  /** Id of a commit. */
  sha(ref?: string): string;
}

/** The tree is committed on branch `main`; an empty tree leaves the repository without a commit. */
export async function gitRepository(tree: Tree = {}): Promise<GitRepository> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'perfcrew-test-repository-')));
  let tick = 0;
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, {
      cwd: directory,
      encoding: 'utf8',
      env: gitTestEnvironment(tick),
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 256 * 1024 * 1024,
    }).replace(/\n$/, '');
  const repository: GitRepository = {
    directory,
    git,
    write: async (changes) => {
      for (const [path, content] of Object.entries(changes)) await put(join(directory, path), content);
    },
    commit: async (changes, message = 'change') => {
      await repository.write(changes);
      tick += 1;
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message', message);
      return git('rev-parse', 'HEAD');
    },
    branch: (name, from = 'HEAD') => {
      git('switch', '--quiet', '--create', name, from);
    },
    rename: async (from, to) => {
      await mkdir(dirname(join(directory, to)), { recursive: true });
      git('mv', from, to);
      return repository.commit({}, `rename ${from} to ${to}`);
    },
    sha: (ref = 'HEAD') => git('rev-parse', '--verify', `${ref}^{commit}`),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true, maxRetries: 3 }),
  };
  git('init', '--quiet', '--initial-branch', 'main');
  // A background gc would race with the removal of the folder.
  git('config', 'gc.auto', '0');
  git('config', 'maintenance.auto', 'false');
  if (Object.keys(tree).length > 0) await repository.commit(tree, 'initial');
  return repository;
}

/** Environment of a git that knows no user and no machine: same ids on every run. */
export function gitTestEnvironment(tick = 0): NodeJS.ProcessEnv {
  const date = `${1_700_000_000 + tick * 60} +0000`;
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(inherited),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.test',
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.test',
    GIT_COMMITTER_DATE: date,
  };
}

async function put(path: string, content: FileContent): Promise<void> {
  await rm(path, { recursive: true, force: true });
  if (content === null) return;
  await mkdir(dirname(path), { recursive: true });
  if (typeof content === 'string' || content instanceof Uint8Array) await writeFile(path, content);
  else if ('symlink' in content) await symlink(content.symlink, path);
  else {
    await writeFile(path, content.executable);
    await chmod(path, 0o755);
  }
}
