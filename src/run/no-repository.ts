// Stands in for git where there is no repository, for the steps that may never ask it anything.
import type { Problem } from '../core/problem.ts';
import type { Git } from '../ports/git.ts';

/** Every question is answered with the Problem that opening the repository met. */
export function noRepository(directory: string, problem: Problem): Git {
  const refuse = (): Promise<never> => Promise.reject(problem);
  return {
    root: directory,
    resolve: refuse,
    mergeBase: refuse,
    diff: refuse,
    show: refuse,
    worktree: refuse,
  };
}
