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

    issue: (marker) => asking('list the issues of the repository', 'issues: read', () => find(marker)),

    openIssue: ({ marker, title, body }) =>
      asking('open an issue', 'issues: write', async () => {
        const known = await find(marker);
        if (known !== null) return { number: known.number, opened: false };
        const { data } = await requester.request('POST /repos/{owner}/{repo}/issues', {
          ...repository,
          title,
          body,
        });
        return { number: data.number, opened: true };
      }),
  };

  async function find(marker: string) {
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
    // A browser ends lines otherwise: whoever edits the issue changes them all.
    const known = own.find(({ body }) => body?.split(/\r?\n/, 1)[0] === marker);
    if (known === undefined) return null;
    const state = known.state === 'open' ? ('open' as const) : ('closed' as const);
    return { number: known.number, state };
  }
}
