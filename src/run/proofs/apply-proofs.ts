// Commits proofs of low risk onto the pull request's own branch, where its people have said that this may be done.
import type { PullRequest } from '../../change/pull-request.ts';
import type { ForgeReader } from '../../ports/forge.ts';
import { isLowRisk } from '../../report/proposals/low-risk.ts';
import type { ToldProof } from '../../report/proposals/proposals-part.ts';
import type { SelectedProof } from '../../report/proposals/select-proofs.ts';
import { composeCommits, type ComposedCommits } from './compose-commits.ts';
import type { ProofOutside } from './proof-forge.ts';

/** Writes nothing yet: what does not fit here is told in another way. */
export function planApplying(
  selected: readonly SelectedProof[],
  live: PullRequest,
  reader: Pick<ForgeReader, 'fileAt'>,
): Promise<ComposedCommits> {
  return composeCommits(
    selected.filter(({ proof }) => isLowRisk(proof)),
    live.head.sha,
    reader,
  );
}

export async function applyProofs(
  { commits, proofs }: ComposedCommits,
  live: PullRequest,
  { forge, log }: ProofOutside,
): Promise<readonly ToldProof[]> {
  if (commits.length === 0) return [];
  const pushed = await forge.branches.push({
    branch: live.head.ref,
    onto: live.head.sha,
    commits,
    // Only forward: a push in between wins.
    replaces: live.head.sha,
  });
  if (pushed.status === 'refused') {
    log.warn(`Proven patches were not committed. ${pushed.reason}`);
    return [];
  }
  return proofs.map((selected) => ({ selected, at: { kind: 'applied', commit: pushed.tip.slice(0, 10) } }));
}
