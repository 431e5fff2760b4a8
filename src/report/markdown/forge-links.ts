// Links to lines of the code under review, and to nothing but the forge.
import type { Location } from '../../core/location.ts';
import type { PullRequest } from '../../change/pull-request.ts';
import { codeSpan } from './escape-markdown.ts';

/** `src/orders.ts:42` in code, linked to that line of that commit where the repository is known. */
export function locationLink(location: Location, pullRequest: PullRequest): string {
  const label = codeSpan(`${location.path}:${location.line}`, 160);
  const url = locationUrl(location, pullRequest);
  return url === null ? label : `[${label}](${url})`;
}

export function locationUrl(location: Location, { repository, base, head }: PullRequest): string | null {
  if (!isRepository(repository)) return null;
  const sha = location.side === 'base' ? base.sha : head.sha;
  const lines = `L${location.line}${location.endLine === undefined ? '' : `-L${location.endLine}`}`;
  return `https://github.com/${repository}/blob/${sha}/${encodePath(location.path)}#${lines}`;
}

/** The seven letters of a commit, linked where the repository is known. */
export function commitLink(sha: string, repository: string | null): string {
  const label = codeSpan(sha.slice(0, 7));
  return isRepository(repository) ? `[${label}](https://github.com/${repository}/commit/${sha})` : label;
}

/** A link given by whoever runs perfcrew, fit for Markdown; null where it is no web address. */
export function safeUrl(url: string | null | undefined): string | null {
  if (url === null || url === undefined || !/^https?:\/\/[^\s<>"'`\\]+$/.test(url)) return null;
  return url.replaceAll('(', '%28').replaceAll(')', '%29');
}

function isRepository(repository: string | null): repository is string {
  return repository !== null && /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(repository);
}

function encodePath(path: string): string {
  return path
    .toWellFormed()
    .split('/')
    .map((part) => encodeURIComponent(part).replace(/[!'()*~]/g, percentEncode))
    .join('/');
}

function percentEncode(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
}
