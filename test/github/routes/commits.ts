// Commits and comparisons, read from git.
import { ApiError, notFound, ok } from '../http/answer.ts';
import { listAnswer, pageOf } from '../http/pages.ts';
import { repositoryFor } from '../http/permit.ts';
import { param, route, type Call } from '../http/router.ts';
import { countCommits, mergeBaseOf, resolveCommit } from '../git/bare-repository.ts';
import { readCommit, readCommits } from '../git/commits.ts';
import { changedFiles, rawDiff } from '../git/diff.ts';
import { runGit } from '../git/run-git.ts';
import type { Repository } from '../model/repository.ts';
import { changedFileView, commitView } from '../views/commit-view.ts';
import { pageUrl, repositoryUrl } from '../views/repository-view.ts';
import { wantsDiff, wantsSha } from './media-types.ts';

const reads = { permission: 'contents', access: 'read' } as const;
const maxComparedFiles = 300;
/** The tree without files: what a first commit is compared with. */
const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

export const commitRoutes = [
  route('GET', '/repos/{owner}/{repo}/commits', async (call) => {
    const repository = repositoryFor(call, reads);
    const query = call.url.searchParams;
    const ref = query.get('sha') ?? repository.defaultBranch;
    const sha = await resolveCommit(repository.directory, ref);
    if (sha === null) throw notFound();
    const path = query.get('path');
    const commits = await readCommits(repository.directory, [sha], path === null ? [] : [path]);
    return listAnswer(call, commits, (commit) => commitView(call.hub, repository, commit));
  }),

  route('GET', '/repos/{owner}/{repo}/commits/{ref*}', async (call) => {
    const repository = repositoryFor(call, reads);
    const sha = await commitNamed(repository, param(call, 'ref'));
    if (wantsSha(call))
      return ok(Buffer.from(sha), { 'content-type': 'application/vnd.github.sha; charset=utf-8' });
    const commit = await readCommit(repository.directory, sha);
    const parent = commit.parents[0] ?? emptyTree;
    if (wantsDiff(call)) return diffBytes(repository, parent, sha);
    const files = await changedFiles(repository.directory, parent, sha);
    const additions = files.reduce((sum, file) => sum + file.additions, 0);
    const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
    const page = pageOf(call, files, 100);
    return ok(
      {
        ...commitView(call.hub, repository, commit),
        stats: { total: additions + deletions, additions, deletions },
        files: page.items.map((file) => changedFileView(call.hub, file, { repository, sha })),
      },
      page.headers,
    );
  }),

  route('GET', '/repos/{owner}/{repo}/compare/{basehead*}', async (call) => {
    const repository = repositoryFor(call, reads);
    const [baseName = '', headName] = param(call, 'basehead').split('...');
    if (headName === undefined) throw notFound();
    const base = await sideOf(call, repository, baseName);
    const head = await sideOf(call, repository, headName);
    return compare(call, repository, { base, head, names: `${baseName}...${headName}` });
  }),
];

async function compare(
  call: Call,
  repository: Repository,
  ends: { readonly base: string; readonly head: string; readonly names: string },
) {
  const { hub } = call;
  const { directory } = repository;
  const { base, head, names } = ends;
  const mergeBase = await mergeBaseOf(directory, base, head);
  if (mergeBase === null)
    throw new ApiError(404, `No common ancestor between ${names.replace('...', ' and ')}.`);
  if (wantsDiff(call)) return diffBytes(repository, mergeBase, head);
  const aheadBy = await countCommits(directory, base, head);
  const behindBy = await countCommits(directory, head, base);
  const page = pageOf(call, await readCommits(directory, ['--reverse', `${base}..${head}`]), 100);
  const files = await changedFiles(directory, mergeBase, head);
  const isFirstPage = Number(call.url.searchParams.get('page') ?? '1') <= 1;
  const html = `${pageUrl(hub, repository)}/compare/${names}`;
  return ok(
    {
      url: `${repositoryUrl(hub, repository)}/compare/${names}`,
      html_url: html,
      permalink_url: `${pageUrl(hub, repository)}/compare/${base}...${head}`,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      base_commit: commitView(hub, repository, await readCommit(directory, base)),
      merge_base_commit: commitView(hub, repository, await readCommit(directory, mergeBase)),
      status: statusOf(aheadBy, behindBy),
      ahead_by: aheadBy,
      behind_by: behindBy,
      total_commits: aheadBy,
      commits: page.items.map((commit) => commitView(hub, repository, commit)),
      files: isFirstPage
        ? files
            .slice(0, maxComparedFiles)
            .map((file) => changedFileView(hub, file, { repository, sha: head }))
        : [],
    },
    page.headers,
  );
}

function statusOf(aheadBy: number, behindBy: number): string {
  if (aheadBy === 0) return behindBy === 0 ? 'identical' : 'behind';
  return behindBy === 0 ? 'ahead' : 'diverged';
}

/** A branch, tag or commit; `owner:branch` looks into that owner's fork, whose objects are fetched for it. */
async function sideOf(call: Call, repository: Repository, name: string): Promise<string> {
  const [owner, ref] = name.includes(':') ? [name.split(':')[0], name.split(':').at(-1) ?? ''] : [null, name];
  const isHere = owner === null || owner === repository.owner.login;
  const source = isHere
    ? repository
    : [...call.hub.repositories.values()].find(
        (one) => one.parent === repository && one.owner.login === owner,
      );
  const sha = source === undefined ? null : await resolveCommit(source.directory, ref);
  if (source === undefined || sha === null) throw notFound();
  if (source !== repository) await runGit(repository.directory, ['fetch', '--quiet', source.directory, sha]);
  return sha;
}

async function commitNamed(repository: Repository, name: string): Promise<string> {
  const sha = await resolveCommit(repository.directory, name);
  if (sha === null) throw new ApiError(422, `No commit found for SHA: ${name}`);
  return sha;
}

async function diffBytes(repository: Repository, base: string, head: string) {
  const diff = await rawDiff(repository.directory, base, head);
  return ok(diff, { 'content-type': 'application/vnd.github.diff; charset=utf-8' });
}
