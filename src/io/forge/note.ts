// What perfcrew said in comments, read back as its memory, and issues it opens once.
import type { ForgeNotes } from '../../ports/forge.ts';
import { PAGE_SIZE } from './every-page.ts';
import { ownLogin } from './own-login.ts';
import { asOwnText, ownRemarks } from './own-remarks.ts';
import { asking, type RepositoryName, type Requester } from './requester.ts';

export function openForgeNotes(requester: Requester, repository: RepositoryName): ForgeNotes {
  const login = ownLogin(requester);

  return {
    comments: () =>
      asking('list the comments of the repository', 'pull-requests: read', async () => {
        const own = await ownRemarks(login, async (page) => {
          const { data } = await requester.request('GET /repos/{owner}/{repo}/issues/comments', {
            ...repository,
            sort: 'created',
            direction: 'desc',
            per_page: PAGE_SIZE,
            page,
          });
          return data;
        });
        return own.map((comment) => asOwnText(comment, comment.issue_url));
      }),

    openIssue: ({ marker, title, body }) =>
      asking('open an issue', 'issues: write', async () => {
        const own = await ownRemarks(login, async (page) => {
          const { data } = await requester.request('GET /repos/{owner}/{repo}/issues', {
            ...repository,
            creator: await login(),
            state: 'all',
            per_page: PAGE_SIZE,
            page,
          });
          return data;
        });
        const known = own.find((issue) => issue.body?.startsWith(`${marker}\n`) === true);
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
