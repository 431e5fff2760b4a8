// Pull requests as the API shows them: the short form of lists and the whole one with its counts.
import { changedFiles } from '../git/diff.ts';
import { countCommits, mergeBaseOf } from '../git/bare-repository.ts';
import type { Hub } from '../hub.ts';
import type { JsonObject } from '../json.ts';
import type { PullRequest } from '../model/issue.ts';
import type { Repository } from '../model/repository.ts';
import { accountView, nodeId, timestamp } from './account-view.ts';
import { authorAssociation, commentsOf, issuePageUrl, issueUrl, labelsView } from './issue-view.ts';
import { repositoryUrl, repositoryView } from './repository-view.ts';

export function simplePullView(hub: Hub, pull: PullRequest): JsonObject {
  const url = `${repositoryUrl(hub, pull.repository)}/pulls/${pull.number}`;
  const page = issuePageUrl(hub, pull);
  const part = pull.pull;
  const statuses = `${repositoryUrl(hub, pull.repository)}/statuses/${part.headSha}`;
  return {
    url,
    id: part.id,
    node_id: nodeId('PullRequest', part.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issueUrl(hub, pull),
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${repositoryUrl(hub, pull.repository)}/pulls/comments{/number}`,
    comments_url: `${issueUrl(hub, pull)}/comments`,
    statuses_url: statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    active_lock_reason: null,
    title: pull.title,
    user: accountView(hub, pull.author),
    body: pull.body,
    labels: labelsView(hub, pull),
    milestone: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    created_at: timestamp(pull.createdAt),
    updated_at: timestamp(pull.updatedAt),
    closed_at: pull.closedAt === null ? null : timestamp(pull.closedAt),
    merged_at: part.mergedAt === null ? null : timestamp(part.mergedAt),
    merge_commit_sha: part.mergeSha,
    draft: part.draft,
    auto_merge: null,
    author_association: authorAssociation(pull.repository, pull.author),
    head: endView(hub, { repository: part.headRepository, ref: part.headRef, sha: part.headSha }),
    base: endView(hub, { repository: pull.repository, ref: part.baseRef, sha: part.baseSha }),
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issueUrl(hub, pull) },
      comments: { href: `${issueUrl(hub, pull)}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${repositoryUrl(hub, pull.repository)}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
  };
}

export async function pullView(hub: Hub, pull: PullRequest): Promise<JsonObject> {
  const part = pull.pull;
  const { directory } = pull.repository;
  const base = (await mergeBaseOf(directory, part.baseSha, part.headSha)) ?? part.baseSha;
  const files = await changedFiles(directory, base, part.headSha);
  const isMergeable = part.mergeSha !== null;
  const isOpen = pull.state === 'open';
  return {
    ...simplePullView(hub, pull),
    merged: part.mergedAt !== null,
    merged_by: part.mergedBy === null ? null : accountView(hub, part.mergedBy),
    mergeable: isOpen ? isMergeable : null,
    rebaseable: isOpen ? isMergeable : null,
    mergeable_state: isOpen ? (isMergeable ? 'clean' : 'dirty') : 'unknown',
    maintainer_can_modify: part.headRepository !== pull.repository,
    comments: commentsOf(hub, pull).length,
    review_comments: [...hub.reviewComments.values()].filter((one) => one.pull === pull).length,
    commits: await countCommits(directory, part.baseSha, part.headSha),
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

/** The few facts that check runs and workflow runs carry of their pull requests. */
export function minimalPullView(hub: Hub, pull: PullRequest): JsonObject {
  const end = (repository: Repository, ref: string, sha: string): JsonObject => ({
    ref,
    sha,
    repo: { id: repository.id, url: repositoryUrl(hub, repository), name: repository.name },
  });
  return {
    url: `${repositoryUrl(hub, pull.repository)}/pulls/${pull.number}`,
    id: pull.pull.id,
    number: pull.number,
    head: end(pull.pull.headRepository, pull.pull.headRef, pull.pull.headSha),
    base: end(pull.repository, pull.pull.baseRef, pull.pull.baseSha),
  };
}

function endView(
  hub: Hub,
  end: { readonly repository: Repository; readonly ref: string; readonly sha: string },
): JsonObject {
  return {
    label: `${end.repository.owner.login}:${end.ref}`,
    ref: end.ref,
    sha: end.sha,
    user: accountView(hub, end.repository.owner),
    repo: repositoryView(hub, end.repository),
  };
}
