// Reviews of pull requests, their comments on lines, and answers to them.
import { z } from 'zod';
import { ApiError, created, noContent, notFound, ok, type Answer } from '../http/answer.ts';
import { readBody } from '../http/body.ts';
import { pageOf } from '../http/pages.ts';
import { actorOf, repositoryFor, type Need } from '../http/permit.ts';
import { param, route, type Call } from '../http/router.ts';
import { changedFiles } from '../git/diff.ts';
import { mergeBaseOf } from '../git/bare-repository.ts';
import { parseHunks } from '../../../src/change/parse-hunks.ts';
import { roleIsAtLeast } from '../model/account.ts';
import type { PullRequest } from '../model/issue.ts';
import { roleOf } from '../model/repository.ts';
import type { Review, ReviewComment } from '../model/review.ts';
import { reviewCommentView, reviewView } from '../views/review-view.ts';
import { pullOf } from './pulls.ts';

const reads: Need = { permission: 'pull_requests', access: 'read' };
const writes: Need = { permission: 'pull_requests', access: 'write', role: 'read' };
const pulls = '/repos/{owner}/{repo}/pulls';
const maxCharacters = 65_536;
const text = z.string().max(maxCharacters);

export const reviewRoutes = [
  route('GET', `${pulls}/comments`, (call) => {
    const repository = repositoryFor(call, reads);
    return listed(
      call,
      [...call.hub.reviewComments.values()].filter(({ pull }) => pull.repository === repository),
    );
  }),

  route('GET', `${pulls}/comments/{comment_id}`, async (call) =>
    ok(await reviewCommentView(call.hub, commentFor(call, reads))),
  ),

  route('PATCH', `${pulls}/comments/{comment_id}`, async (call) => {
    const comment = commentFor(call, writes);
    permitOwn(call, comment);
    comment.body = readBody(call, z.object({ body: text.min(1) })).body;
    comment.updatedAt = call.hub.clock.now();
    return ok(await reviewCommentView(call.hub, comment));
  }),

  route('DELETE', `${pulls}/comments/{comment_id}`, (call) => {
    const comment = commentFor(call, writes);
    permitOwn(call, comment);
    call.hub.reviewComments.delete(comment.id);
    return noContent();
  }),

  route('GET', `${pulls}/{pull_number}/comments`, (call) => {
    const pull = pullOf(call, reads);
    return listed(
      call,
      [...call.hub.reviewComments.values()].filter((one) => one.pull === pull),
    );
  }),

  route('POST', `${pulls}/{pull_number}/comments/{comment_id}/replies`, async (call) => {
    const pull = pullOf(call, writes);
    const first = commentFor(call, writes);
    if (first.pull !== pull) throw notFound();
    const { body } = readBody(call, z.object({ body: text.min(1) }));
    const review = addReview(call, pull, { body: '', state: 'COMMENTED', commitId: pull.pull.headSha });
    const { path, startLine, line, commitId, diffHunk } = first;
    const answers = first.answers ?? first;
    const place = { path, startLine, line, diffHunk, body };
    const answer = addComment(call, { ...review, commitId }, { ...place, answers });
    return created(await reviewCommentView(call.hub, answer));
  }),

  route('GET', `${pulls}/{pull_number}/reviews`, (call) => {
    const pull = pullOf(call, reads);
    const page = pageOf(
      call,
      [...call.hub.reviews.values()].filter((one) => one.pull === pull),
    );
    return ok(
      page.items.map((one) => reviewView(call.hub, one)),
      page.headers,
    );
  }),

  route('POST', `${pulls}/{pull_number}/reviews`, async (call) => {
    const pull = pullOf(call, writes);
    const body = readBody(
      call,
      z.object({
        body: text.default(''),
        commit_id: z.string().optional(),
        event: z.enum(['COMMENT', 'APPROVE', 'REQUEST_CHANGES']),
        comments: z
          .array(
            z.object({
              path: z.string(),
              body: text.min(1),
              line: z.int().min(1),
              side: z.literal('RIGHT').default('RIGHT'),
              start_line: z.int().min(1).optional(),
              start_side: z.literal('RIGHT').optional(),
            }),
          )
          .default([]),
      }),
    );
    const commitId = body.commit_id ?? pull.pull.headSha;
    if (commitId !== pull.pull.headSha) throw unprocessable('Commit is not part of the pull request');
    if (body.event !== 'APPROVE' && body.body === '') throw unprocessable("Body can't be blank");
    const hunks = await shownHunks(pull);
    const places = body.comments.map((one) => ({ ...one, diffHunk: hunkOf(hunks, one) }));
    const state = STATES[body.event];
    const review = addReview(call, pull, { body: body.body, state, commitId });
    for (const { path, line, start_line, diffHunk, body: said } of places) {
      const startLine = start_line ?? null;
      addComment(call, review, { path, line, startLine, diffHunk, body: said, answers: null });
    }
    return ok(reviewView(call.hub, review));
  }),
];

const STATES = { COMMENT: 'COMMENTED', APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED' } as const;

export function reviewCommentFor(call: Call, access: 'read' | 'write'): ReviewComment {
  return commentFor(call, access === 'read' ? reads : writes);
}

function commentFor(call: Call, need: Need): ReviewComment {
  const repository = repositoryFor(call, need);
  const comment = call.hub.reviewComments.get(Number(param(call, 'comment_id')));
  if (comment === undefined || comment.pull.repository !== repository) throw notFound();
  return comment;
}

function permitOwn(call: Call, comment: ReviewComment): void {
  const { caller } = call;
  if (caller.kind !== 'user' || caller.account === comment.author) return;
  if (roleIsAtLeast(roleOf(comment.pull.repository, caller.account.login), 'write')) return;
  throw new ApiError(403, 'Must have write rights to Repository.');
}

async function listed(call: Call, comments: readonly ReviewComment[]): Promise<Answer> {
  const isDescending = call.url.searchParams.get('direction') === 'desc';
  const page = pageOf(call, isDescending ? comments.toReversed() : comments);
  const shown = await Promise.all(page.items.map((one) => reviewCommentView(call.hub, one)));
  return ok(shown, page.headers);
}

interface ShownHunk {
  readonly path: string;
  readonly first: number;
  readonly last: number;
  readonly text: string;
}

/** The right sides of the diff people see. */
async function shownHunks(pull: PullRequest): Promise<readonly ShownHunk[]> {
  const { baseSha, headSha } = pull.pull;
  const { directory } = pull.repository;
  const base = (await mergeBaseOf(directory, baseSha, headSha)) ?? baseSha;
  return (await changedFiles(directory, base, headSha)).flatMap(({ filename, patch }) =>
    parseHunks((patch ?? '').split('\n'), 0).hunks.map(({ headStart, headCount, lines }) => ({
      path: filename,
      first: headStart,
      last: headStart + headCount - 1,
      text: lines.join('\n'),
    })),
  );
}

function hunkOf(
  hunks: readonly ShownHunk[],
  place: { readonly path: string; readonly line: number; readonly start_line?: number | undefined },
): string {
  const { path, line, start_line: start = line } = place;
  const hunk = hunks.find((one) => one.path === path && line >= one.first && line <= one.last);
  if (hunk === undefined)
    throw unprocessable(
      "Pull request review thread line must be part of the diff and Pull request review thread diff hunk can't be blank",
    );
  if (start < hunk.first)
    throw unprocessable('Pull request review thread start line must be part of the same hunk as the line.');
  if (start > line || place.start_line === line)
    throw unprocessable('Pull request review thread start line must precede the end line.');
  return hunk.text;
}

function unprocessable(error: string): ApiError {
  return new ApiError(422, 'Unprocessable Entity', { errors: [error] });
}

function addReview(call: Call, pull: PullRequest, said: Pick<Review, 'body' | 'state' | 'commitId'>): Review {
  const { hub } = call;
  const review = {
    ...said,
    id: hub.nextId(),
    pull,
    author: actorOf(call.caller).account,
    submittedAt: hub.clock.now(),
  };
  hub.reviews.set(review.id, review);
  return review;
}

function addComment(
  call: Call,
  review: Review,
  said: Pick<ReviewComment, 'path' | 'line' | 'startLine' | 'diffHunk' | 'body' | 'answers'>,
): ReviewComment {
  const { hub } = call;
  const actor = actorOf(call.caller);
  const now = hub.clock.now();
  const comment = {
    ...said,
    id: hub.nextId(),
    pull: review.pull,
    review,
    author: actor.account,
    app: actor.app,
    commitId: review.commitId,
    isResolved: false,
    reactions: [],
    createdAt: now,
    updatedAt: now,
  };
  hub.reviewComments.set(comment.id, comment);
  return comment;
}
