// Issues, comments, labels and reactions as the API shows them.
import type { Hub } from '../hub.ts';
import type { JsonObject } from '../json.ts';
import { reactionContents, type Comment, type Issue, type Reaction } from '../model/issue.ts';
import type { Account } from '../model/account.ts';
import type { Repository } from '../model/repository.ts';
import { accountView, nodeId, timestamp } from './account-view.ts';
import { appView } from './app-view.ts';
import { pageUrl, repositoryUrl } from './repository-view.ts';

export function authorAssociation(repository: Repository, account: Account): string {
  if (repository.owner === account) return 'OWNER';
  return repository.collaborators.has(account.login) ? 'COLLABORATOR' : 'NONE';
}

export function reactionsView(url: string, reactions: readonly Reaction[]): JsonObject {
  const counts = reactionContents.map((content) => [
    content,
    reactions.filter((reaction) => reaction.content === content).length,
  ]);
  return { url: `${url}/reactions`, total_count: reactions.length, ...Object.fromEntries(counts) };
}

export function reactionView(hub: Hub, reaction: Reaction): JsonObject {
  return {
    id: reaction.id,
    node_id: nodeId('Reaction', reaction.id),
    user: accountView(hub, reaction.author),
    content: reaction.content,
    created_at: timestamp(reaction.createdAt),
  };
}

export function labelsView(hub: Hub, issue: Issue): readonly JsonObject[] {
  return issue.labels.flatMap((name) => {
    const label = issue.repository.labels.get(name.toLowerCase());
    if (label === undefined) return [];
    return [
      {
        id: label.id,
        node_id: nodeId('Label', label.id),
        url: `${repositoryUrl(hub, issue.repository)}/labels/${encodeURIComponent(label.name)}`,
        name: label.name,
        color: label.color,
        default: false,
        description: null,
      },
    ];
  });
}

export function issueUrl(hub: Hub, issue: Issue): string {
  return `${repositoryUrl(hub, issue.repository)}/issues/${issue.number}`;
}

export function issuePageUrl(hub: Hub, issue: Issue): string {
  const kind = issue.pull === null ? 'issues' : 'pull';
  return `${pageUrl(hub, issue.repository)}/${kind}/${issue.number}`;
}

export function commentsOf(hub: Hub, issue: Issue): readonly Comment[] {
  return [...hub.comments.values()].filter((comment) => comment.issue === issue);
}

export function issueView(hub: Hub, issue: Issue): JsonObject {
  const url = issueUrl(hub, issue);
  const page = issuePageUrl(hub, issue);
  return {
    url,
    repository_url: repositoryUrl(hub, issue.repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: page,
    id: issue.id,
    node_id: nodeId('Issue', issue.id),
    number: issue.number,
    title: issue.title,
    user: accountView(hub, issue.author),
    labels: labelsView(hub, issue),
    state: issue.state,
    state_reason: null,
    locked: false,
    active_lock_reason: null,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: commentsOf(hub, issue).length,
    created_at: timestamp(issue.createdAt),
    updated_at: timestamp(issue.updatedAt),
    closed_at: issue.closedAt === null ? null : timestamp(issue.closedAt),
    author_association: authorAssociation(issue.repository, issue.author),
    body: issue.body,
    reactions: reactionsView(url, issue.reactions),
    performed_via_github_app: null,
    ...(issue.pull === null
      ? {}
      : {
          draft: issue.pull.draft,
          pull_request: {
            url: `${repositoryUrl(hub, issue.repository)}/pulls/${issue.number}`,
            html_url: page,
            diff_url: `${page}.diff`,
            patch_url: `${page}.patch`,
            merged_at: issue.pull.mergedAt === null ? null : timestamp(issue.pull.mergedAt),
          },
        }),
  };
}

export function commentView(hub: Hub, comment: Comment): JsonObject {
  const { issue } = comment;
  const url = `${repositoryUrl(hub, issue.repository)}/issues/comments/${comment.id}`;
  return {
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    url,
    html_url: `${issuePageUrl(hub, issue)}#issuecomment-${comment.id}`,
    issue_url: issueUrl(hub, issue),
    user: accountView(hub, comment.author),
    created_at: timestamp(comment.createdAt),
    updated_at: timestamp(comment.updatedAt),
    author_association: authorAssociation(issue.repository, comment.author),
    body: comment.body,
    reactions: reactionsView(url, comment.reactions),
    performed_via_github_app: comment.app === null ? null : appView(hub, comment.app),
  };
}
