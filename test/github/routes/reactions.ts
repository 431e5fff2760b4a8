// Reactions on comments and issues: how a bot says "seen" within a second.
import { z } from 'zod';
import { ApiError, created, noContent, notFound, ok, type Answer } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import { listAnswer } from '../http/pages.ts';
import { actorOf } from '../http/permit.ts';
import { param, route, type Call } from '../http/router.ts';
import { reactionContents, type Reaction } from '../model/issue.ts';
import { reactionView } from '../views/issue-view.ts';
import { commentFor } from './comments.ts';
import { issueFor } from './issues.ts';
import { reviewCommentFor } from './reviews.ts';

const onComment = '/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions';
const onLine = '/repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions';
const onIssue = '/repos/{owner}/{repo}/issues/{issue_number}/reactions';

export const reactionRoutes = [
  route('GET', onComment, (call) => list(call, commentFor(call, 'read').reactions)),
  route('POST', onComment, (call) => react(call, commentFor(call, 'write').reactions)),
  route('DELETE', `${onComment}/{reaction_id}`, (call) => remove(call, commentFor(call, 'write').reactions)),
  route('GET', onLine, (call) => list(call, reviewCommentFor(call, 'read').reactions)),
  route('POST', onLine, (call) => react(call, reviewCommentFor(call, 'write').reactions)),
  route('GET', onIssue, (call) => list(call, issueFor(call, { access: 'read' }).reactions)),
  route('POST', onIssue, (call) => react(call, issueFor(call, { access: 'write', role: 'read' }).reactions)),
  route('DELETE', `${onIssue}/{reaction_id}`, (call) =>
    remove(call, issueFor(call, { access: 'write', role: 'read' }).reactions),
  ),
];

function list(call: Call, reactions: readonly Reaction[]): Answer {
  return listAnswer(call, reactions, (reaction) => reactionView(call.hub, reaction));
}

/** The same reaction twice is one reaction, answered with 200 the second time. */
function react(call: Call, reactions: Reaction[]): Answer {
  const { content } = readBody(call, z.object({ content: z.enum(reactionContents) }));
  const author = actorOf(call.caller).account;
  const known = reactions.find((one) => one.author === author && one.content === content);
  if (known !== undefined) return ok(reactionView(call.hub, known));
  const reaction = { id: call.hub.nextId(), author, content, createdAt: call.hub.clock.now() };
  reactions.push(reaction);
  return created(reactionView(call.hub, reaction));
}

function remove(call: Call, reactions: Reaction[]): Answer {
  const at = reactions.findIndex((one) => one.id === Number(param(call, 'reaction_id')));
  const reaction = reactions[at];
  if (reaction === undefined) throw notFound();
  if (reaction.author !== actorOf(call.caller).account) {
    throw new ApiError(403, 'You do not have access to this resource.');
  }
  reactions.splice(at, 1);
  return noContent();
}
