// One way to ask GitHub, for the Action's token and the App's installation alike, with refusals told as Problems.
import type { Octokit } from '@octokit/rest';
import { Problem } from '../../core/problem.ts';

export type Requester = Pick<Octokit, 'request' | 'graphql'>;

export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

export function repositoryName(fullName: string): RepositoryName {
  const [owner, repo, ...rest] = fullName.split('/');
  if (owner && repo && rest.length === 0) return { owner, repo };
  throw new Problem('input-invalid', {
    what: `\`${fullName}\` is not the name of a repository.`,
    mend: 'Give it as owner/name.',
  });
}

/** HTTP status of a refused request; null for anything else. */
export function statusOf(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  if ('status' in error && typeof error.status === 'number') return error.status;
  return 'errors' in error && Array.isArray(error.errors) ? statusOfGraph(error.errors) : null;
}

/** GraphQL refuses with 200 and a type: https://docs.github.com/graphql/guides/using-graphql-clients */
function statusOfGraph(errors: readonly unknown[]): number | null {
  const isOf = (type: string) => (one: unknown) =>
    typeof one === 'object' && one !== null && 'type' in one && one.type === type;
  if (errors.some(isOf('FORBIDDEN'))) return 403;
  return errors.some(isOf('NOT_FOUND')) ? 404 : null;
}

/** True where GitHub said that this may not be done, or that it is not there; a rate limit says neither. */
export function isRefusal(error: unknown): boolean {
  const status = statusOf(error);
  return (status === 403 || status === 404) && !isRateLimit(error);
}

function isRateLimit(error: unknown): boolean {
  return error instanceof Error && /rate limit/i.test(error.message);
}

/** Runs a request; what GitHub refuses becomes a Problem that names the permission or the next step. */
export async function asking<Answer>(
  what: string,
  permission: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    const status = statusOf(error);
    if (status === null || !(error instanceof Error)) throw error;
    const said = `${status} ${error.message.split('\n')[0] ?? ''}`;
    if (status >= 500 || isRateLimit(error)) {
      throw new Problem('forge-unreachable', {
        what: `GitHub could not be asked to ${what}: ${said}`,
        mend: 'Run it again in a few minutes; githubstatus.com tells of outages.',
        cause: error,
      });
    }
    const mend = mendOf(status, permission);
    // Anything else is a request that perfcrew should not have made.
    if (mend === null) throw error;
    throw new Problem('forge-refused', { what: `GitHub refused to ${what}: ${said}`, mend, cause: error });
  }
}

function mendOf(status: number, permission: string): string | null {
  switch (status) {
    case 401:
      return 'Give a token that is valid and has not expired.';
    case 403:
      return `Grant \`${permission}\` to the job or the App.`;
    case 404:
      return `Check that it exists, and grant \`${permission}\` to the job or the App.`;
    case 410:
      return 'Switch it on in the settings of the repository, or look at the summary of the job instead.';
    default:
      return null;
  }
}
