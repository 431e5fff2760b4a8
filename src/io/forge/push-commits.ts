// Commits from whole files, tree by tree: https://docs.github.com/rest/guides/using-the-rest-api-to-interact-with-your-git-database
import type { BranchPush, Pushed } from '../../ports/forge.ts';
import { statusOf, type RepositoryName, type Requester } from './requester.ts';
import { modeOf } from './mode-of.ts';
import { tipOf } from './tip-of.ts';

export async function pushCommits(
  requester: Requester,
  repository: RepositoryName,
  push: BranchPush,
): Promise<Pushed> {
  const { branch, onto, commits, replaces } = push;
  const tip = await tipOf(requester, repository, branch);
  if (tip !== replaces && (replaces !== null || tip === null))
    return { status: 'refused', reason: movedReason(branch, tip) };
  let tree = await treeOf(requester, repository, onto);
  const start = tree;
  let [parent, before] = [onto, onto];
  for (const { message, files } of commits) {
    const entries: { path: string; mode: '100644' | '100755'; type: 'blob'; sha: string }[] = [];
    for (const { path, text } of files) {
      const mode = await modeOf(requester, repository, { tree: start, path });
      if (mode === null)
        return { status: 'refused', reason: `${path} is no plain file, or lies behind a link.` };
      entries.push({ path, mode, type: 'blob', sha: await writeBlob(requester, repository, text) });
    }
    const { data: made } = await requester.request('POST /repos/{owner}/{repo}/git/trees', {
      ...repository,
      base_tree: tree,
      tree: entries,
    });
    tree = made.sha;
    const { data: commit } = await requester.request('POST /repos/{owner}/{repo}/git/commits', {
      ...repository,
      message,
      tree,
      parents: [parent],
    });
    [before, parent] = [parent, commit.sha];
  }
  // A job that was stopped in between has left it.
  if (tip !== null && replaces === null) {
    const isSame = commits.length === 1 && (await holds(tip, { tree, parent: before }));
    return isSame ? { status: 'pushed', tip } : { status: 'refused', reason: takenReason(branch, tip) };
  }
  return await moveBranch(requester, repository, { push, tip: parent });

  async function holds(
    commit: string,
    wanted: { readonly tree: string; readonly parent: string },
  ): Promise<boolean> {
    const { data } = await requester.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
      ...repository,
      commit_sha: commit,
    });
    const parents = data.parents.map(({ sha }) => sha);
    return data.tree.sha === wanted.tree && parents.join() === wanted.parent;
  }
}

export async function moveBranch(
  requester: Requester,
  repository: RepositoryName,
  { push, tip }: { readonly push: Pick<BranchPush, 'branch' | 'replaces' | 'onto'>; readonly tip: string },
): Promise<Pushed> {
  const { branch, replaces, onto } = push;
  try {
    if (replaces === null) {
      const ref = `refs/heads/${branch}`;
      await requester.request('POST /repos/{owner}/{repo}/git/refs', { ...repository, ref, sha: tip });
    } else {
      await requester.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
        ...repository,
        ref: `heads/${branch}`,
        sha: tip,
        // Onto its own tip it only goes forward, and a push in between is never lost.
        force: replaces !== onto,
      });
    }
    return { status: 'pushed', tip };
  } catch (error) {
    // Moved meanwhile, or protected by a rule.
    if (statusOf(error) !== 422 || !(error instanceof Error)) throw error;
    return {
      status: 'refused',
      reason: `GitHub did not move ${branch}: ${error.message.split('\n')[0] ?? ''}`,
    };
  }
}

function takenReason(branch: string, tip: string): string {
  return `The branch ${branch} is there already, at ${tip.slice(0, 10)}; delete it if nobody needs it.`;
}

function movedReason(branch: string, tip: string | null): string {
  return tip === null
    ? `The branch ${branch} is gone.`
    : `The branch ${branch} is at ${tip.slice(0, 10)}, where somebody else put it.`;
}

export async function treeOf(
  requester: Requester,
  repository: RepositoryName,
  commit: string,
): Promise<string> {
  const { data } = await requester.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
    ...repository,
    commit_sha: commit,
  });
  return data.tree.sha;
}

async function writeBlob(requester: Requester, repository: RepositoryName, text: string): Promise<string> {
  const { data } = await requester.request('POST /repos/{owner}/{repo}/git/blobs', {
    ...repository,
    content: Buffer.from(text).toString('base64'),
    encoding: 'base64',
  });
  return data.sha;
}
