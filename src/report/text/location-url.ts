// Addresses of lines and commits on the forge, for a repository whose name is one.
import type { PullRequest } from '../../change/pull-request.ts';
import type { Location } from '../../core/location.ts';

/** The lines of a file at the commit of its side; null where the repository is not known. */
export function locationUrl(location: Location, { repository, base, head }: PullRequest): string | null {
  if (!isRepository(repository)) return null;
  const sha = location.side === 'base' ? base.sha : head.sha;
  const lines = `L${location.line}${location.endLine === undefined ? '' : `-L${location.endLine}`}`;
  return `https://github.com/${repository}/blob/${sha}/${encodePath(location.path)}#${lines}`;
}

export function commitUrl(sha: string, repository: string | null): string | null {
  return isRepository(repository) ? `https://github.com/${repository}/commit/${sha}` : null;
}

/** Each segment percent-encoded, Markdown's brackets too. */
export function encodePath(path: string): string {
  return path
    .toWellFormed()
    .split('/')
    .map((part) => encodeURIComponent(part).replace(/[!'()*~]/g, percentEncode))
    .join('/');
}

function percentEncode(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16).toUpperCase()}`;
}

function isRepository(repository: string | null): repository is string {
  return repository !== null && /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(repository);
}
