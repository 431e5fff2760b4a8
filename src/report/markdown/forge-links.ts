// Links to lines and commits of the code under review, and to nothing but the forge.
import type { PullRequest } from '../../change/pull-request.ts';
import type { Location } from '../../core/location.ts';
import { commitUrl, locationUrl } from '../text/location-url.ts';
import { codeSpan } from '../../core/markdown/escape-markdown.ts';

/** `src/orders.ts:42` in code, linked to that line of that commit where the repository is known. */
export function locationLink(location: Location, pullRequest: PullRequest): string {
  return link(codeSpan(`${location.path}:${location.line}`, 160), locationUrl(location, pullRequest));
}

/** The seven letters of a commit, linked where the repository is known. */
export function commitLink(sha: string, repository: string | null): string {
  return link(codeSpan(sha.slice(0, 7)), commitUrl(sha, repository));
}

/** An address given by whoever runs perfcrew, fit for Markdown; null where it is no web address. */
export function safeUrl(url: string | null): string | null {
  if (url === null || !/^https?:\/\/[^\s<>"'`\\]+$/.test(url)) return null;
  return url.replaceAll('(', '%28').replaceAll(')', '%29');
}

function link(label: string, url: string | null): string {
  return url === null ? label : `[${label}](${url})`;
}
