// A review of a local clone: two refs become a pull request like any other.
import type { PullRequest } from '../change/pull-request.ts';
import { isProblem } from '../core/problem.ts';
import type { Git } from '../ports/git.ts';

export interface LocalRefs {
  /** Undefined: the default branch, or the commit before head when head is its tip. */
  readonly base: string | undefined;
  /** Undefined: the commit checked out now. */
  readonly head: string | undefined;
  readonly title: string | undefined;
}

const DEFAULT_BRANCHES = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];

export async function localPullRequest(refs: LocalRefs, git: Git): Promise<PullRequest> {
  const headRef = refs.head ?? 'HEAD';
  const headSha = await git.resolve(headRef);
  const baseRef = refs.base ?? (await guessBase(headSha, git));
  const baseSha = await git.mergeBase(await git.resolve(baseRef), headSha);
  return {
    document: 'pull-request',
    version: 1,
    repository: null,
    number: null,
    title: refs.title ?? `${headRef} against ${baseRef}`,
    body: '',
    author: null,
    labels: [],
    fromFork: false,
    base: { sha: baseSha, ref: baseRef },
    head: { sha: headSha, ref: headRef },
  };
}

async function guessBase(headSha: string, git: Git): Promise<string> {
  for (const branch of DEFAULT_BRANCHES) {
    const sha = await resolveOrNull(branch, git);
    if (sha !== null && sha !== headSha) return branch;
  }
  return (await resolveOrNull(`${headSha}^`, git)) === null ? headSha : `${headSha}^`;
}

async function resolveOrNull(ref: string, git: Git): Promise<string | null> {
  try {
    return await git.resolve(ref);
  } catch (error) {
    if (isProblem(error) && error.code === 'ref-not-found') return null;
    throw error;
  }
}
