// Keeps refs/pull/N/head and refs/pull/N/merge of a pull request, fetched from the fork where the head lives in one.
import type { PullRequest } from '../model/issue.ts';
import { deleteRef, mergeTrees, setRef } from './bare-repository.ts';
import { runGit } from './run-git.ts';

export async function moveHead(pull: PullRequest, sha: string): Promise<void> {
  pull.pull.headSha = sha;
  const { headRepository } = pull.pull;
  const ref = `refs/pull/${pull.number}/head`;
  if (headRepository === pull.repository) await setRef(pull.repository.directory, ref, sha);
  else {
    await runGit(pull.repository.directory, [
      'fetch',
      '--quiet',
      '--no-tags',
      headRepository.directory,
      `+${sha}:${ref}`,
    ]);
  }
  await refreshTestMerge(pull);
}

/** What the base branch would become; absent while the branches conflict. */
export async function refreshTestMerge(pull: PullRequest): Promise<void> {
  const { baseSha, headSha } = pull.pull;
  const { directory } = pull.repository;
  const ref = `refs/pull/${pull.number}/merge`;
  const message = `Merge ${headSha} into ${baseSha}`;
  pull.pull.mergeSha = await mergeTrees(directory, { base: baseSha, head: headSha }, message);
  if (pull.pull.mergeSha === null) await deleteRef(directory, ref);
  else await setRef(directory, ref, pull.pull.mergeSha);
}
