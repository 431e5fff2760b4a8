// A commit of what is in the repository already, on a branch of its own: trees and blobs are named by their ids, and nothing is sent.
// https://docs.github.com/rest/git/trees#create-a-tree
import type { ForgeRestorer, Pushed, Restoration, TreeChange } from '../../ports/forge.ts';
import { movedReason, moveBranch, treeOf } from './push-commits.ts';
import { asking, type RepositoryName, type Requester } from './requester.ts';
import { tipOf } from './tip-of.ts';

export function openForgeRestorer(requester: Requester, repository: RepositoryName): ForgeRestorer {
  return {
    restore: (restoration) =>
      asking(`push to the branch ${restoration.branch}`, 'contents: write', async () => {
        const { branch, onto, message } = restoration;
        const tree = await writeTree(restoration);
        const known = await tipOf(requester, repository, branch);
        if (known !== null) return await asItIs(known, { tree, restoration });
        const { data } = await requester.request('POST /repos/{owner}/{repo}/git/commits', {
          ...repository,
          message,
          tree,
          parents: [onto],
        });
        return await moveBranch(requester, repository, {
          push: { branch, onto, replaces: null },
          tip: data.sha,
        });
      }),
  };

  async function writeTree({ onto, content }: Restoration): Promise<string> {
    if (content.kind === 'tree-of') return await treeOf(requester, repository, content.commit);
    const { data } = await requester.request('POST /repos/{owner}/{repo}/git/trees', {
      ...repository,
      base_tree: await treeOf(requester, repository, onto),
      tree: content.files.map(entryOf),
    });
    return data.sha;
  }

  /** A job that was stopped in between has left it. */
  async function asItIs(
    tip: string,
    wanted: { readonly tree: string; readonly restoration: Restoration },
  ): Promise<Pushed> {
    const { branch, onto } = wanted.restoration;
    const { data } = await requester.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
      ...repository,
      commit_sha: tip,
    });
    const isSame = data.tree.sha === wanted.tree && data.parents[0]?.sha === onto;
    return isSame ? { status: 'pushed', tip } : { status: 'refused', reason: movedReason(branch, tip) };
  }
}

const MODES = ['100644', '100755', '120000', '160000'] as const;

/** Without an id the path is deleted; its mode has to be told all the same. */
function entryOf({ path, before, after }: TreeChange) {
  // Very old trees hold other modes of plain files, which GitHub takes no more.
  const mode = MODES.find((one) => one === (before ?? after)?.mode) ?? '100644';
  const type = mode === '160000' ? ('commit' as const) : ('blob' as const);
  return { path, mode, type, sha: before?.sha ?? null };
}
