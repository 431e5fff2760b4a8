// Commits files and pushes them as a person would: git over HTTP with that person's token.
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hub } from '../hub.ts';
import type { Repository } from '../model/repository.ts';
import { readRefs } from './bare-repository.ts';
import { inTurn } from './in-turn.ts';
import { gitText, runGit } from './run-git.ts';

/** Path to new content; null removes the file. */
export type FileChanges = Readonly<Record<string, string | Buffer | null>>;

export interface PushOptions {
  /** The default branch where not given. */
  readonly branch?: string;
  /** Where a new branch starts; the default branch where not given, nothing when that is empty. */
  readonly from?: string;
  readonly message?: string;
  readonly author: { readonly login: string; readonly token: string };
  /** Replaces the branch by a commit beside it. */
  readonly force?: boolean;
}

/** The id of the new commit. */
export async function pushFiles(
  hub: Hub,
  repository: Repository,
  push: PushOptions & { readonly files: FileChanges },
): Promise<string> {
  const scratch = join(hub.directory, 'scratch', `${repository.id}.git`);
  return inTurn(scratch, async () => {
    const branch = push.branch ?? repository.defaultBranch;
    const remote = new URL(`/${repository.fullName}.git`, hub.origin);
    remote.username = 'x-access-token';
    remote.password = push.author.token;
    await prepare(scratch);
    const refs = await readRefs(repository.directory, 'refs/heads/');
    const tip = refs.get(`refs/heads/${branch}`);
    const start =
      push.from === undefined
        ? (tip ?? refs.get(`refs/heads/${repository.defaultBranch}`))
        : (refs.get(`refs/heads/${push.from}`) ?? push.from);
    if (start !== undefined && !(await has(scratch, start)))
      await runGit(scratch, ['fetch', '--quiet', remote.href, start]);
    await runGit(scratch, ['fast-import', '--quiet', '--force'], {
      input: importStream(hub, { branch, start, push }),
    });
    const force = push.force === true ? ['--force'] : [];
    await runGit(scratch, [
      'push',
      '--quiet',
      ...force,
      remote.href,
      `refs/heads/${branch}:refs/heads/${branch}`,
    ]);
    return gitText(scratch, ['rev-parse', `refs/heads/${branch}`]);
  });
}

async function prepare(scratch: string): Promise<void> {
  try {
    await access(join(scratch, 'HEAD'));
  } catch {
    await mkdir(scratch, { recursive: true });
    await runGit(scratch, ['init', '--quiet', '--bare']);
  }
}

async function has(scratch: string, sha: string): Promise<boolean> {
  return (await runGit(scratch, ['cat-file', '-e', `${sha}^{commit}`], { accept: [1, 128] })).exitCode === 0;
}

function importStream(
  hub: Hub,
  what: {
    readonly branch: string;
    readonly start: string | undefined;
    readonly push: PushOptions & { readonly files: FileChanges };
  },
): Buffer {
  const { login } = what.push.author;
  const seconds = Math.floor(hub.clock.now().getTime() / 1000);
  const signature = `${login} <${login}@users.noreply.github.com> ${seconds} +0000`;
  const message = Buffer.from(what.push.message ?? 'Change files');
  const parts: (string | Buffer)[] = [
    `commit refs/heads/${what.branch}\nauthor ${signature}\ncommitter ${signature}\ndata ${message.length}\n`,
    message,
    '\n',
    what.start === undefined ? '' : `from ${what.start}\n`,
  ];
  for (const [path, content] of Object.entries(what.push.files)) {
    if (content === null) parts.push(`D ${quoted(path)}\n`);
    else {
      const bytes = Buffer.from(content);
      parts.push(`M 100644 inline ${quoted(path)}\ndata ${bytes.length}\n`, bytes, '\n');
    }
  }
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
