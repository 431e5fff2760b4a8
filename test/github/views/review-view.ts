// Reviews and comments on lines as the API shows them; a line that was changed since is null.
import { linesAt } from '../git/line-at.ts';
import type { Hub } from '../hub.ts';
import type { JsonObject } from '../json.ts';
import type { Review, ReviewComment } from '../model/review.ts';
import { accountView, nodeId, timestamp } from './account-view.ts';
import { authorAssociation, issuePageUrl, reactionsView } from './issue-view.ts';
import { repositoryUrl } from './repository-view.ts';

export function reviewView(hub: Hub, review: Review): JsonObject {
  const { pull } = review;
  const page = `${issuePageUrl(hub, pull)}#pullrequestreview-${review.id}`;
  const pullUrl = `${repositoryUrl(hub, pull.repository)}/pulls/${pull.number}`;
  return {
    id: review.id,
    node_id: nodeId('PullRequestReview', review.id),
    user: accountView(hub, review.author),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: pullUrl,
    author_association: authorAssociation(pull.repository, review.author),
    _links: { html: { href: page }, pull_request: { href: pullUrl } },
    submitted_at: timestamp(review.submittedAt),
    commit_id: review.commitId,
  };
}

export async function reviewCommentView(hub: Hub, comment: ReviewComment): Promise<JsonObject> {
  const { pull, line, startLine } = comment;
  const url = `${repositoryUrl(hub, pull.repository)}/pulls/comments/${comment.id}`;
  const pullUrl = `${repositoryUrl(hub, pull.repository)}/pulls/${pull.number}`;
  const page = `${issuePageUrl(hub, pull)}#discussion_r${comment.id}`;
  const now = await linesAt(
    pull.repository.directory,
    { from: comment.commitId, to: pull.pull.headSha, path: comment.path },
    { first: startLine ?? line, last: line },
  );
  return {
    id: comment.id,
    node_id: nodeId('PullRequestReviewComment', comment.id),
    url,
    html_url: page,
    pull_request_url: pullUrl,
    pull_request_review_id: comment.review.id,
    diff_hunk: comment.diffHunk,
    path: comment.path,
    // The old way to name a place; what is no more has none.
    ...(now === null ? {} : { position: 1 }),
    original_position: 1,
    commit_id: now === null ? comment.commitId : pull.pull.headSha,
    original_commit_id: comment.commitId,
    ...(comment.answers === null ? {} : { in_reply_to_id: comment.answers.id }),
    user: accountView(hub, comment.author),
    body: comment.body,
    created_at: timestamp(comment.createdAt),
    updated_at: timestamp(comment.updatedAt),
    author_association: authorAssociation(pull.repository, comment.author),
    _links: { self: { href: url }, html: { href: page }, pull_request: { href: pullUrl } },
    start_line: startLine === null || now === null ? null : now.first,
    original_start_line: startLine,
    start_side: startLine === null ? null : 'RIGHT',
    ...(now === null ? {} : { line: now.last }),
    original_line: line,
    side: 'RIGHT',
    subject_type: 'line',
    reactions: reactionsView(url, comment.reactions),
  };
}
