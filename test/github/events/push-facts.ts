// The body of a push event: which ref moved from where to where, and by which commits.
import { isAncestor, noCommit } from '../git/bare-repository.ts';
import { readCommits, type CommitFacts } from '../git/commits.ts';
import { changedFiles } from '../git/diff.ts';
import type { Hub } from '../hub.ts';
import type { Actor } from './happening.ts';
import type { JsonObject } from '../json.ts';
import type { Repository } from '../model/repository.ts';
import { accountView } from '../views/account-view.ts';
import { pageUrl, repositoryView } from '../views/repository-view.ts';

const maxCommits = 2048;

export async function pushFacts(
  hub: Hub,
  repository: Repository,
  push: {
    readonly move: { readonly ref: string; readonly before: string; readonly after: string };
    readonly actor: Actor;
  },
): Promise<JsonObject> {
  const { ref, before, after } = push.move;
  const { directory } = repository;
  const isCreated = before === noCommit;
  const isDeleted = after === noCommit;
  const news = isCreated ? ['-1', after] : [`--max-count=${maxCommits}`, after, `^${before}`];
  const commits = isDeleted ? [] : await readCommits(directory, news);
  const [head] = isDeleted ? [] : await readCommits(directory, ['-1', after]);
  const shown = await Promise.all(
    commits.toReversed().map((commit) => pushedCommit(hub, repository, commit)),
  );
  const view = repositoryView(hub, repository);
  const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
  return {
    ref,
    before,
    after,
    base_ref: null,
    created: isCreated,
    deleted: isDeleted,
    forced: !isCreated && !isDeleted && !(await isAncestor(directory, before, after)),
    compare: `${pageUrl(hub, repository)}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: isCreated && ref !== `refs/heads/${repository.defaultBranch}` ? [] : shown,
    head_commit: head === undefined ? null : await pushedCommit(hub, repository, head),
    pusher: { name: push.actor.account.login, email: `${push.actor.account.login}@users.noreply.github.com` },
    // Push is the one event whose repository tells times in seconds.
    repository: {
      ...view,
      owner: { ...accountView(hub, repository.owner), name: repository.owner.login, email: null },
      created_at: seconds(repository.createdAt),
      pushed_at: seconds(repository.pushedAt),
      stargazers: 0,
      master_branch: repository.defaultBranch,
    },
  };
}

async function pushedCommit(hub: Hub, repository: Repository, commit: CommitFacts): Promise<JsonObject> {
  const [parent] = commit.parents;
  const files = parent === undefined ? [] : await changedFiles(repository.directory, parent, commit.sha);
  const named = (...statuses: readonly string[]): readonly string[] =>
    files.filter((file) => statuses.includes(file.status)).map((file) => file.filename);
  const signature = ({ name, email, date }: CommitFacts['author']): JsonObject => ({
    name,
    email,
    date,
    username: email.split('@')[0] ?? name,
  });
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${pageUrl(hub, repository)}/commit/${commit.sha}`,
    author: signature(commit.author),
    committer: signature(commit.committer),
    added: named('added', 'copied'),
    removed: named('removed'),
    modified: named('modified', 'changed', 'renamed'),
  };
}
