// A commit of what is in the repository already, on a branch of its own: trees and blobs are named by their ids, and nothing is sent.
// https://docs.github.com/rest/git/trees#create-a-tree
import type { ForgeRestorer, Restoration, Restored, TreeChange } from '../../ports/forge.ts';
import { moveBranch, treeOf } from './push-commits.ts';
import { asking, type RepositoryName, type Requester } from './requester.ts';
import { tipOf } from './tip-of.ts';

export function openForgeRestorer(requester: Requester, repository: RepositoryName): ForgeRestorer {
  return {
    restore: (restoration) =>
      asking(`push to the branch ${restoration.branch}`, 'contents: write', async () => {
        const { branch, onto, message } = restoration;
        const known = await tipOf(requester, repository, branch);
        if (known !== null) return await asItIs(known, restoration);
        const { data } = await requester.request('POST /repos/{owner}/{repo}/git/commits', {
          ...repository,
          message,
          tree: await writeTree(restoration, onto),
          parents: [onto],
        });
        const moved = await moveBranch(requester, repository, {
          push: { branch, onto, replaces: null },
          tip: data.sha,
        });
        if (moved.status === 'pushed') return { status: 'restored', tip: moved.tip };
        // Another run may have made it in between.
        const tip = await tipOf(requester, repository, branch);
        return tip === null ? moved : await asItIs(tip, restoration);
      }),
  };

  async function writeTree({ content }: Restoration, onto: string): Promise<string> {
    if (content.kind === 'tree-of') return await treeOf(requester, repository, content.commit);
    const { data } = await requester.request('POST /repos/{owner}/{repo}/git/trees', {
      ...repository,
      base_tree: await treeOf(requester, repository, onto),
      tree: content.files.map(entryOf),
    });
    return data.sha;
  }

  /** A job that was stopped in between has left it, or one that might not open its pull request; the branch it is for may have moved on. */
  async function asItIs(tip: string, restoration: Restoration): Promise<Restored> {
    const { data } = await requester.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
      ...repository,
      commit_sha: tip,
    });
    const [parent, ...others] = data.parents.map(({ sha }) => sha);
    const isSame =
      parent !== undefined &&
      others.length === 0 &&
      (await isBetween(parent, restoration)) &&
      data.tree.sha === (await writeTree(restoration, parent));
    return { status: isSame ? 'restored' : 'taken', tip };
  }

  async function isBetween(commit: string, { since, onto }: Restoration): Promise<boolean> {
    return commit === onto || ((await isIn(since, commit)) && (await isIn(commit, onto)));
  }

  async function isIn(older: string, younger: string): Promise<boolean> {
    const { data } = await requester.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      ...repository,
      basehead: `${older}...${younger}`,
      per_page: 1,
    });
    return data.status === 'identical' || data.status === 'ahead';
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
