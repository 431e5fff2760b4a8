// What perfcrew itself said, among the newest of everybody's: a listing page by page, and of it what bears its own login.
import type { OwnText } from '../../ports/forge.ts';
import { everyPage } from './every-page.ts';

/** 3,000 of each kind. */
export const MOST_PAGES = 30;

export interface Remark {
  readonly user: { readonly login: string } | null;
  readonly body?: string | null | undefined;
  readonly reactions?: { readonly '-1': number } | undefined;
}

export async function ownRemarks<Said extends Remark>(
  login: () => Promise<string>,
  pageOf: (page: number) => Promise<readonly Said[]>,
): Promise<readonly Said[]> {
  const own = await login();
  const all = await everyPage(MOST_PAGES, pageOf);
  return all.filter(({ user }) => user?.login === own);
}

/** `about`: address of the pull request or issue it was said on. */
export function asOwnText({ body, reactions }: Remark, about: string): OwnText {
  return {
    pullRequest: Number(about.slice(about.lastIndexOf('/') + 1)),
    body: body ?? '',
    refused: isRefused({ reactions }),
  };
}

export function isRefused({ reactions }: Pick<Remark, 'reactions'>): boolean {
  return (reactions?.['-1'] ?? 0) > 0;
}
