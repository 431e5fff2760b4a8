// What came to a branch: commits, the pull requests they came from, and the files that differ, all from GitHub's REST API.
// https://docs.github.com/rest/commits/commits, https://docs.github.com/rest/git/trees
import type { ForgeHistory } from '../../ports/forge.ts';
import { PAGE_SIZE } from './every-page.ts';
import { treeOf } from './push-commits.ts';
import { asking, type RepositoryName, type Requester } from './requester.ts';
import { tipOf } from './tip-of.ts';
import { treeChanges } from './tree-changes.ts';

/** GitHub tells no more files of a comparison. */
const MOST_FILES = 300;
/** Pages of commits of one comparison. */
const MOST_PAGES = 5;
const MOST_FOLDERS = 300;
const READ = 'contents: read';

const RELATIONS = ['ahead', 'behind', 'diverged', 'identical'] as const;

export function openForgeHistory(requester: Requester, repository: RepositoryName): ForgeHistory {
  return {
    defaultBranch: () =>
      asking('find the default branch', READ, async () => {
        const { data } = await requester.request('GET /repos/{owner}/{repo}', { ...repository });
        const name = data.default_branch;
        const tip = await tipOf(requester, repository, name);
        if (tip === null) throw new Error(`The default branch ${name} has no commit.`);
        return { name, tip };
      }),

    range: (base, head) =>
      asking(`compare ${head} with ${base}`, READ, async () => {
        const compare = async (page: number) => {
          const { data } = await requester.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
            ...repository,
            basehead: `${base}...${head}`,
            per_page: PAGE_SIZE,
            page,
          });
          return data;
        };
        const first = await compare(1);
        const last = Math.ceil(first.total_commits / PAGE_SIZE);
        const commits = [...first.commits];
        // The oldest come first, and how it ends is what counts.
        for (let page = Math.max(2, last - MOST_PAGES + 1); page <= last; page += 1)
          commits.push(...(await compare(page)).commits);
        const files = first.files ?? [];
        const headSha = await shaOf(head);
        return {
          base: first.base_commit.sha,
          head: headSha,
          relation: RELATIONS.find((one) => one === first.status) ?? 'diverged',
          commits: firstParents(commits, headSha),
          changed: { files, truncated: files.length >= MOST_FILES },
        };
      }),

    commit: (sha) =>
      asking(`find the pull request of ${sha}`, 'pull-requests: read', async () => {
        const { data } = await requester.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
          ...repository,
          commit_sha: sha,
        });
        const { data: pulls } = await requester.request(
          'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
          { ...repository, commit_sha: sha },
        );
        return {
          sha,
          title: data.message.split('\n', 1)[0] ?? '',
          pulls: pulls
            .filter(({ merged_at }) => merged_at !== null)
            .map(({ number, title, head }) => ({ number, title, branch: head.ref })),
        };
      }),

    treeChanges: (before, after) =>
      asking(`compare the files of ${before} and ${after}`, READ, async () => {
        const read = async (tree_sha: string) => {
          const { data } = await requester.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', {
            ...repository,
            tree_sha,
          });
          return data.truncated ? null : data.tree;
        };
        const trees = [
          await treeOf(requester, repository, before),
          await treeOf(requester, repository, after),
        ];
        const [one = '', other = ''] = trees;
        return await treeChanges(one, other, { read, mostFolders: MOST_FOLDERS });
      }),
  };

  async function shaOf(ref: string): Promise<string> {
    const { data } = await requester.request('GET /repos/{owner}/{repo}/commits/{ref}', {
      ...repository,
      ref,
      per_page: 1,
    });
    return data.sha;
  }
}

/** From the head back along the branch itself, as far as the list goes. */
function firstParents(
  commits: readonly { readonly sha: string; readonly parents: readonly { readonly sha: string }[] }[],
  head: string,
): readonly string[] {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const line: string[] = [];
  for (let at = bySha.get(head); at !== undefined; at = bySha.get(at.parents[0]?.sha ?? ''))
    line.unshift(at.sha);
  return line;
}
