// Branches and their pull requests; commits are made by the forge's git database, so that nothing is ever checked out here.
// https://docs.github.com/rest/git, https://docs.github.com/rest/pulls/pulls
import { Problem } from '../../core/problem.ts';
import type { ForgeBranches } from '../../ports/forge.ts';
import { everyPage, PAGE_SIZE } from './every-page.ts';
import { ownLogin } from './own-login.ts';
import { pushCommits } from './push-commits.ts';
import { tipOf } from './tip-of.ts';
import { asking, statusOf, type RepositoryName, type Requester } from './requester.ts';

const MOST_PAGES = 30;

export function openForgeBranches(requester: Requester, repository: RepositoryName): ForgeBranches {
  const login = ownLogin(requester);

  return {
    push: (push) =>
      asking(`push to the branch ${push.branch}`, 'contents: write', () =>
        pushCommits(requester, repository, push),
      ),

    pulls: (prefix) =>
      asking("list perfcrew's pull requests", 'pull-requests: read', async () => {
        const own = await login();
        const all = await everyPage(MOST_PAGES, async (page) => {
          const { data } = await requester.request('GET /repos/{owner}/{repo}/pulls', {
            ...repository,
            state: 'all',
            sort: 'created',
            direction: 'desc',
            per_page: PAGE_SIZE,
            page,
          });
          return data;
        });
        const name = `${repository.owner}/${repository.repo}`.toLowerCase();
        return all
          .filter(({ user, head }) => {
            // Anybody may call a branch of a fork like this one.
            const isHere = head.repo?.full_name.toLowerCase() === name;
            return user?.login === own && isHere && head.ref.startsWith(prefix);
          })
          .map(({ number, head, base, state, merged_at, body }) => ({
            number,
            branch: head.ref,
            into: base.ref,
            headSha: head.sha,
            state: state === 'open' ? 'open' : merged_at === null ? 'closed' : 'merged',
            body: body ?? '',
          }));
      }),

    open: ({ branch, into, title, body }) =>
      asking(`open a pull request of ${branch}`, 'pull-requests: write', async () => {
        try {
          const { data } = await requester.request('POST /repos/{owner}/{repo}/pulls', {
            ...repository,
            head: branch,
            base: into,
            title,
            body,
          });
          return data.number;
        } catch (error) {
          throw whyNotOpened(error, { branch, into }) ?? error;
        }
      }),

    rewrite: (number, { title, body, close }) =>
      asking(`change pull request #${number}`, 'pull-requests: write', async () => {
        await requester.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
          ...repository,
          pull_number: number,
          body,
          ...(title === undefined ? {} : { title }),
          ...(close ? { state: 'closed' } : {}),
        });
      }),

    drop: (branch, at) =>
      asking(`delete the branch ${branch}`, 'contents: write', async () => {
        if ((await tipOf(requester, repository, branch)) !== at) return;
        const { data: open } = await requester.request('GET /repos/{owner}/{repo}/pulls', {
          ...repository,
          head: `${repository.owner}:${branch}`,
          state: 'open',
          per_page: 1,
        });
        // Whoever's it is: without the branch GitHub would close it.
        if (open.length > 0) return;
        try {
          await requester.request('DELETE /repos/{owner}/{repo}/git/refs/{ref}', {
            ...repository,
            ref: `heads/${branch}`,
          });
        } catch (error) {
          // Gone already is what was wanted.
          if (statusOf(error) !== 422) throw error;
        }
      }),
  };
}

/** Somebody was there in between: the branch has a pull request, or one of the two branches is gone. Null for any other refusal. */
function whyNotOpened(
  error: unknown,
  { branch, into }: { readonly branch: string; readonly into: string },
): Problem | null {
  if (statusOf(error) !== 422 || !(error instanceof Error)) return null;
  const said = /A pull request already exists for [^"\s]+\./.exec(error.message)?.[0];
  return new Problem('forge-refused', {
    what: `GitHub refused to open a pull request of ${branch} into ${into}: ${said ?? error.message.split('\n')[0] ?? ''}`,
    mend:
      said === undefined
        ? 'Look whether both branches are still there, and run the job again.'
        : 'Go on with the pull request that is open, or close it and run the job again.',
    cause: error,
  });
}
