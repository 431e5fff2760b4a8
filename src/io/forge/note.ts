// What perfcrew said in comments, read back as its memory, and issues it opens once.
import type { ForgeNotes } from '../../ports/forge.ts';
import { everyPage, PAGE_SIZE } from './every-page.ts';
import { ownLogin } from './own-login.ts';
import { asking, type RepositoryName, type Requester } from './requester.ts';
import { lastNumber } from './suggest.ts';

const MOST_PAGES = 30;

export function openForgeNotes(requester: Requester, repository: RepositoryName): ForgeNotes {
  const login = ownLogin(requester);

  return {
    comments: () =>
      asking('list the comments of the repository', 'pull-requests: read', async () => {
        const own = await login();
        const all = await everyPage(MOST_PAGES, async (page) => {
          const { data } = await requester.request('GET /repos/{owner}/{repo}/issues/comments', {
            ...repository,
            sort: 'created',
            direction: 'desc',
            per_page: PAGE_SIZE,
            page,
          });
          return data;
        });
        return all
          .filter(({ user }) => user?.login === own)
          .map(({ issue_url, body, reactions }) => ({
            pullRequest: lastNumber(issue_url),
            body: body ?? '',
            refused: (reactions?.['-1'] ?? 0) > 0,
          }));
      }),

    openIssue: ({ marker, title, body }) =>
      asking('open an issue', 'issues: write', async () => {
        const own = await login();
        const all = await everyPage(MOST_PAGES, async (page) => {
          const { data } = await requester.request('GET /repos/{owner}/{repo}/issues', {
            ...repository,
            creator: own,
            state: 'all',
            per_page: PAGE_SIZE,
            page,
          });
          return data;
        });
        const known = all.find(
          (issue) => issue.user?.login === own && issue.body?.startsWith(`${marker}\n`) === true,
        );
        if (known !== undefined) return { number: known.number, opened: false };
        const { data } = await requester.request('POST /repos/{owner}/{repo}/issues', {
          ...repository,
          title,
          body,
        });
        return { number: data.number, opened: true };
      }),
  };
}
