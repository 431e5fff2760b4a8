// What a person sees of perfcrew on GitHub after a run: comments, suggestions, pull requests, branches, check runs.
import type { GitHubResult } from './result.ts';
import { PLACE, type Stage } from './stage.ts';

const AUTHOR = 'github-actions[bot]';
/** The files people write to; what perfcrew pushes has a name of its own. */
export const PEOPLES = ['main', 'good', 'slow'] as const;

export interface Seen {
  readonly headSha: string;
  readonly comments: readonly { readonly id: number; readonly body: string }[];
  readonly reviews: readonly number[];
  readonly suggestions: readonly SeenSuggestion[];
  readonly pulls: readonly SeenPull[];
  /** Name to tip. */
  readonly branches: Readonly<Record<string, string>>;
  readonly checks: GitHubResult['checks'];
}

export interface SeenSuggestion {
  readonly id: number;
  readonly path: string;
  readonly startLine: number;
  readonly line: number;
  readonly body: string;
}

export interface SeenPull {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly branch: string;
  readonly onto: string;
  readonly headSha: string;
  readonly files: readonly string[];
}

export async function observe({ api, number }: Stage): Promise<Seen> {
  const pull = { ...PLACE, pull_number: number, per_page: 100 };
  const { data: own } = await api.rest.pulls.get(pull);
  const headSha = own.head.sha;
  const comments = await api.rest.issues.listComments({ ...PLACE, issue_number: number, per_page: 100 });
  const reviews = await api.rest.pulls.listReviews(pull);
  const lines = await api.rest.pulls.listReviewComments(pull);
  const pulls = await api.rest.pulls.list({ ...PLACE, state: 'open', per_page: 100 });
  const branches = await api.rest.repos.listBranches({ ...PLACE, per_page: 100 });
  const checks = await api.rest.checks.listForRef({ ...PLACE, ref: headSha, per_page: 100 });
  return {
    headSha,
    comments: comments.data
      .filter(({ user }) => user?.login === AUTHOR)
      .map(({ id, body }) => ({ id, body: body ?? '' })),
    reviews: reviews.data.filter(({ user }) => user?.login === AUTHOR).map(({ id }) => id),
    suggestions: lines.data
      .filter(({ user }) => user.login === AUTHOR)
      .map(({ id, path, line, start_line: start, body }) => ({
        id,
        path,
        startLine: start ?? line ?? 0,
        line: line ?? 0,
        body,
      })),
    pulls: await Promise.all(
      pulls.data
        .filter(({ user }) => user?.login === AUTHOR)
        .map(async (one) => ({
          number: one.number,
          title: one.title,
          body: one.body ?? '',
          branch: one.head.ref,
          onto: one.base.ref,
          headSha: one.head.sha,
          files: (await api.rest.pulls.listFiles({ ...PLACE, pull_number: one.number })).data.map(
            ({ filename }) => filename,
          ),
        })),
    ),
    branches: Object.fromEntries(branches.data.map(({ name, commit }) => [name, commit.sha])),
    // Jobs of a workflow are check runs too; those are told as jobs.
    checks: checks.data.check_runs
      .filter(({ external_id: externalId }) => externalId?.startsWith('perfcrew:') === true)
      .map(({ name, conclusion }) => ({ name, conclusion })),
  };
}
