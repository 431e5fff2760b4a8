// Issue comments: where bots speak and people command.
import { z } from 'zod';
import { ApiError, created, noContent, notFound, ok, validationFailed } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import { listAnswer } from '../http/pages.ts';
import { actorOf, repositoryFor } from '../http/permit.ts';
import { param, route, type Call } from '../http/router.ts';
import { emit } from '../events/emit.ts';
import type { JsonObject } from '../json.ts';
import type { Access } from '../model/app.ts';
import { roleIsAtLeast } from '../model/account.ts';
import type { Comment } from '../model/issue.ts';
import { roleOf } from '../model/repository.ts';
import { commentsOf, commentView, issueView } from '../views/issue-view.ts';
import { issueFor, permitIssue } from './issues.ts';

const maxCharacters = 65_536;

export const commentRoutes = [
  route('GET', '/repos/{owner}/{repo}/issues/comments', (call) => {
    const repository = repositoryFor(call, { permission: ['issues', 'pull_requests'], access: 'read' });
    const comments = [...call.hub.comments.values()].filter((one) => one.issue.repository === repository);
    const isDescending = call.url.searchParams.get('direction') === 'desc';
    return listAnswer(call, isDescending ? comments.reverse() : comments, (comment) =>
      commentView(call.hub, comment),
    );
  }),

  route('GET', '/repos/{owner}/{repo}/issues/{issue_number}/comments', (call) => {
    const issue = issueFor(call, { access: 'read' });
    return listAnswer(call, commentsOf(call.hub, issue), (comment) => commentView(call.hub, comment));
  }),

  route('POST', '/repos/{owner}/{repo}/issues/{issue_number}/comments', async (call) => {
    const issue = issueFor(call, { access: 'write', role: 'read' });
    const body = readText(call);
    const { hub } = call;
    const actor = actorOf(call.caller);
    const now = hub.clock.now();
    const comment: Comment = {
      id: hub.nextId(),
      issue,
      author: actor.account,
      app: actor.app,
      body,
      reactions: [],
      createdAt: now,
      updatedAt: now,
    };
    hub.comments.set(comment.id, comment);
    issue.updatedAt = now;
    await tell(call, comment, 'created');
    return created(commentView(hub, comment));
  }),

  route('GET', '/repos/{owner}/{repo}/issues/comments/{comment_id}', (call) =>
    ok(commentView(call.hub, commentFor(call, 'read'))),
  ),

  route('PATCH', '/repos/{owner}/{repo}/issues/comments/{comment_id}', async (call) => {
    const comment = commentFor(call, 'write');
    permitOwn(call, comment);
    const from = comment.body;
    comment.body = readText(call);
    comment.updatedAt = call.hub.clock.now();
    await tell(call, comment, 'edited', { changes: { body: { from } } });
    return ok(commentView(call.hub, comment));
  }),

  route('DELETE', '/repos/{owner}/{repo}/issues/comments/{comment_id}', async (call) => {
    const comment = commentFor(call, 'write');
    permitOwn(call, comment);
    call.hub.comments.delete(comment.id);
    await tell(call, comment, 'deleted');
    return noContent();
  }),
];

export function commentFor(call: Call, access: Access): Comment {
  const repository = repositoryFor(call, { permission: 'metadata', access: 'read' });
  const comment = call.hub.comments.get(Number(param(call, 'comment_id')));
  if (comment === undefined || comment.issue.repository !== repository) throw notFound();
  permitIssue(call, comment.issue, { access, role: 'read' });
  return comment;
}

function readText(call: Call): string {
  const { body } = readBody(call, z.object({ body: z.string() }));
  if (body.trim() === '') {
    throw validationFailed({ resource: 'IssueComment', code: 'missing_field', field: 'body' });
  }
  if (body.length > maxCharacters) {
    throw validationFailed({
      resource: 'IssueComment',
      code: 'custom',
      field: 'body',
      message: `body is too long (maximum is ${maxCharacters} characters)`,
    });
  }
  return body;
}

/** Apps with the write permission and people with the write role may change anyone's comment. */
function permitOwn(call: Call, comment: Comment): void {
  const { caller } = call;
  if (caller.kind !== 'user' || caller.account === comment.author) return;
  if (roleIsAtLeast(roleOf(comment.issue.repository, caller.account.login), 'write')) return;
  throw new ApiError(403, 'Must have write rights to Repository.');
}

async function tell(call: Call, comment: Comment, action: string, more: JsonObject = {}): Promise<void> {
  const { hub } = call;
  await emit(hub, {
    event: 'issue_comment',
    action,
    repository: comment.issue.repository,
    actor: actorOf(call.caller),
    facts: { issue: issueView(hub, comment.issue), comment: commentView(hub, comment), ...more },
  });
}
