// Suggestions on lines of a pull request: review comments of GitHub's REST API, and its GraphQL for what was resolved.
// https://docs.github.com/rest/pulls/reviews, https://docs.github.com/rest/pulls/comments
import { Problem } from '../../core/problem.ts';
import type { ForgeSuggestions, NewSuggestion } from '../../ports/forge.ts';
import { everyPage, PAGE_SIZE } from './every-page.ts';
import { ownLogin } from './own-login.ts';
import { asOwnText, isRefused, MOST_PAGES, ownRemarks } from './own-remarks.ts';
import { asking, statusOf, type RepositoryName, type Requester } from './requester.ts';
import { resolvedComments } from './resolved-comments.ts';

const READ = 'pull-requests: read';
const WRITE = 'pull-requests: write';

export function openForgeSuggestions(requester: Requester, repository: RepositoryName): ForgeSuggestions {
  const login = ownLogin(requester);

  return {
    onPullRequest: (number) =>
      asking(`list the suggestions on pull request #${number}`, READ, async () => {
        const own = await login();
        const all = await everyPage(MOST_PAGES, async (page) => {
          const { data } = await requester.request('GET /repos/{owner}/{repo}/pulls/{pull_number}/comments', {
            ...repository,
            pull_number: number,
            per_page: PAGE_SIZE,
            page,
          });
          return data;
        });
        const mine = all.filter(({ user, in_reply_to_id }) => user?.login === own && in_reply_to_id == null);
        if (mine.length === 0) return [];
        const resolved = await resolvedComments(requester, repository, number);
        return mine.map((comment) => ({
          id: Number(comment.id),
          path: comment.path,
          lines:
            comment.line == null ? null : { first: comment.start_line ?? comment.line, last: comment.line },
          body: comment.body,
          refused: resolved.has(Number(comment.id)) || isRefused(comment),
          answered: all.some(({ in_reply_to_id }) => in_reply_to_id === comment.id),
        }));
      }),

    everywhere: () =>
      asking('list the suggestions of the repository', READ, async () => {
        const own = await ownRemarks(login, async (page) => {
          const { data } = await requester.request('GET /repos/{owner}/{repo}/pulls/comments', {
            ...repository,
            sort: 'created',
            direction: 'desc',
            per_page: PAGE_SIZE,
            page,
          });
          return data;
        });
        return own.map((comment) => asOwnText(comment, comment.pull_request_url));
      }),

    review: (pullRequest, { headSha, body, comments }) =>
      asking(`suggest lines on pull request #${pullRequest}`, WRITE, async () => {
        try {
          await requester.request('POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {
            ...repository,
            pull_number: pullRequest,
            commit_id: headSha,
            event: 'COMMENT',
            body,
            comments: comments.map(commentOf),
          });
        } catch (error) {
          if (statusOf(error) !== 422 || (await isAt(pullRequest, headSha))) throw error;
          // A push in between took the lines away.
          throw new Problem('forge-refused', {
            what: `#${pullRequest} has moved on from ${headSha.slice(0, 10)}, so no lines of that were suggested.`,
            mend: 'Run the job again for the latest commit.',
            cause: error,
          });
        }
      }),

    rewrite: (id, body) =>
      asking('change a suggestion', WRITE, async () => {
        await requester.request('PATCH /repos/{owner}/{repo}/pulls/comments/{comment_id}', {
          ...repository,
          comment_id: id,
          body,
        });
      }),

    remove: (id) =>
      asking('take a suggestion back', WRITE, async () => {
        try {
          await requester.request('DELETE /repos/{owner}/{repo}/pulls/comments/{comment_id}', {
            ...repository,
            comment_id: id,
          });
        } catch (error) {
          // Gone already is what was wanted.
          if (statusOf(error) !== 404) throw error;
        }
      }),
  };

  async function isAt(pull_number: number, sha: string): Promise<boolean> {
    const { data } = await requester.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', {
      ...repository,
      pull_number,
    });
    return data.head.sha === sha;
  }
}

/** GitHub takes one line without its start, and refuses a start that is the line itself. */
function commentOf({ path, startLine, line, body }: NewSuggestion) {
  const range = startLine < line ? { start_line: startLine, start_side: 'RIGHT' } : {};
  return { path, body, line, side: 'RIGHT', ...range };
}
