// Commits proofs of low risk onto the pull request's own branch, where its people have said that this may be done: several at once
// only where they were proven as one.
import type { PullRequest } from '../../change/pull-request.ts';
import type { ForgeReader } from '../../ports/forge.ts';
import type { Proof } from '../../prove/proof.ts';
import { isLowRisk } from '../../report/proposals/low-risk.ts';
import type { ToldProof } from '../../report/proposals/proposals-part.ts';
import type { SelectedProof } from '../../report/proposals/select-proofs.ts';
import { composeCommits, type ComposedCommits } from './compose-commits.ts';
import type { ProofOutside } from './proof-forge.ts';

export interface ApplyPlan extends ComposedCommits {
  /** How many could have been committed, had they been shown to hold as one. */
  readonly possible: number;
}

/** Writes nothing yet: what does not fit here is told in another way. `joints`: proofs of several as one, checked. */
export async function planApplying(
  selected: readonly SelectedProof[],
  { joints, live }: { readonly joints: readonly Proof[]; readonly live: PullRequest },
  reader: Pick<ForgeReader, 'fileAt'>,
): Promise<ApplyPlan> {
  const low = selected.filter(({ proof }) => isLowRisk(proof));
  const possible = low.length;
  const head = live.head.sha;
  for (const joint of joints.filter((one) => one.outcome === 'proven' && isLowRisk(one))) {
    const names = new Set(joint.together?.parts.map(({ proof }) => proof));
    const parts = low.filter(({ proof }) => names.has(proof.id));
    if (parts.length !== names.size) continue;
    const composed = await composeCommits(parts, { head, together: joint.id }, reader);
    if (composed.proofs.length === parts.length) return { ...composed, possible: parts.length };
  }
  for (const one of low.toSorted((a, b) => b.size - a.size)) {
    const composed = await composeCommits([one], { head, together: null }, reader);
    if (composed.commits.length > 0) return { ...composed, possible };
  }
  return { commits: [], proofs: [], possible };
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
