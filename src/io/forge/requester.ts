// One way to ask GitHub, for the Action's token and the App's installation alike, with refusals told as Problems.
import type { Octokit } from '@octokit/rest';
import { Problem } from '../../core/problem.ts';

export type Requester = Pick<Octokit, 'request'>;

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
  return error instanceof Error && 'status' in error && typeof error.status === 'number'
    ? error.status
    : null;
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
    const said = error.message.split('\n')[0] ?? '';
    if (status >= 500) {
      throw new Problem('forge-unreachable', {
        what: `GitHub could not be asked to ${what}: ${status} ${said}`,
        mend: 'Run the job again in a few minutes; see githubstatus.com.',
        cause: error,
      });
    }
    throw new Problem('forge-refused', {
      what: `GitHub refused to ${what}: ${status} ${said}`,
      mend:
        status === 422
          ? 'Report this as a bug in perfcrew, with the message.'
          : `Grant \`${permission}\` to the job or the App.`,
      cause: error,
    });
  }
}
