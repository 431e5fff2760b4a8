// The bare repository behind a hosted one: made here, and asked here for refs, merges and ancestry.
import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readOnce } from './read-once.ts';
import { gitText, runGit } from './run-git.ts';

export const noCommit = '0'.repeat(40);

/** Nothing in the background, pull request refs out of reach, and any commit to be had by its id. */
const settings = `
[gc]
  auto = 0
[receive]
  autogc = false
  fsckObjects = true
  hideRefs = refs/pull
[uploadpack]
  allowFilter = true
  allowAnySHA1InWant = true
[http]
  receivepack = true
`;

export async function createBareRepository(directory: string, defaultBranch: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await runGit(directory, ['init', '--quiet', '--bare', '--initial-branch', defaultBranch]);
  await appendFile(join(directory, 'config'), settings);
}

/** Every ref with the object it names. */
export async function readRefs(directory: string, prefix = 'refs/'): Promise<Map<string, string>> {
  const text = await gitText(directory, ['for-each-ref', '--format=%(objectname) %(refname)', prefix]);
  const refs = new Map<string, string>();
  for (const line of text.split('\n').filter((one) => one !== ''))
    refs.set(line.slice(41), line.slice(0, 40));
  return refs;
}

/** Commit of a branch, tag, full ref or (abbreviated) id; null where there is none. */
export async function resolveCommit(directory: string, name: string): Promise<string | null> {
  const candidates = /^[0-9a-f]{40}$/.test(name)
    ? [name]
    : [`refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`, name];
  const input = candidates.map((candidate) => `${candidate}^{commit}\n`).join('');
  const found = await gitText(directory, ['cat-file', '--batch-check'], { input });
  const line = found.split('\n').find((one) => / commit \d+$/.test(one));
  return line?.split(' ')[0] ?? null;
}

/** Of two full commit ids. */
export async function mergeBaseOf(directory: string, one: string, other: string): Promise<string | null> {
  return readOnce(`merge-base ${directory} ${one} ${other}`, async () => {
    const result = await runGit(directory, ['merge-base', one, other], { accept: [1, 128] });
    return result.exitCode === 0 ? result.stdout.toString().trim() : null;
  });
}

export async function isAncestor(directory: string, ancestor: string, commit: string): Promise<boolean> {
  const result = await runGit(directory, ['merge-base', '--is-ancestor', ancestor, commit], {
    accept: [1, 128],
  });
  return result.exitCode === 0;
}

/** How many commits the full id `to` has that `from` has not. */
export async function countCommits(directory: string, from: string, to: string): Promise<number> {
  return readOnce(`count ${directory} ${from}..${to}`, async () =>
    Number(await gitText(directory, ['rev-list', '--count', `${from}..${to}`])),
  );
}

/** A merge commit of both tips without a checkout; null where they conflict. */
export async function mergeTrees(
  directory: string,
  tips: { readonly base: string; readonly head: string },
  message: string,
): Promise<string | null> {
  const merged = await runGit(directory, ['merge-tree', '--write-tree', tips.base, tips.head], {
    accept: [1, 128],
  });
  if (merged.exitCode !== 0) return null;
  const tree = merged.stdout.toString().split('\n')[0] ?? '';
  return gitText(directory, ['commit-tree', tree, '-p', tips.base, '-p', tips.head, '-m', message]);
}

export async function setRef(directory: string, ref: string, sha: string): Promise<void> {
  await runGit(directory, ['update-ref', ref, sha]);
}

export async function deleteRef(directory: string, ref: string): Promise<void> {
  await runGit(directory, ['update-ref', '-d', ref]);
}
