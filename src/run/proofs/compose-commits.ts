// One commit for each phase, as whole files: every patch on top of those before it, or left out where it does not fit any more.
import type { BranchPush, ForgeReader } from '../../ports/forge.ts';
import { commitMessage } from '../../report/proposals/commit-message.ts';
import { byPhase } from '../../report/proposals/phases.ts';
import type { SelectedProof } from '../../report/proposals/select-proofs.ts';
import { openPatching } from './open-patching.ts';

export interface ComposedCommits {
  readonly commits: BranchPush['commits'];
  /** Those that are in them. */
  readonly proofs: readonly SelectedProof[];
}

/** `together`: id of the proof of all of them as one; null where there is none. */
export async function composeCommits(
  selected: readonly SelectedProof[],
  { head, together }: { readonly head: string; readonly together: string | null },
  reader: Pick<ForgeReader, 'fileAt'>,
): Promise<ComposedCommits> {
  const patching = openPatching(head, reader);
  const commits: ComposedCommits['commits'][number][] = [];
  const proofs: SelectedProof[] = [];
  for (const phase of byPhase(selected)) {
    const changed = new Set<string>();
    const taken: SelectedProof[] = [];
    for (const one of phase.proofs) {
      const paths = await patching.put(one.proof.proposal.patch);
      if (paths === null) continue;
      for (const path of paths) changed.add(path);
      taken.push(one);
    }
    if (taken.length === 0) continue;
    proofs.push(...taken);
    const files = [...changed].map((path) => ({ path, text: patching.texts.get(path) ?? '' }));
    commits.push({ message: commitMessage(phase.title, taken, together), files });
  }
  return { commits, proofs };
}
