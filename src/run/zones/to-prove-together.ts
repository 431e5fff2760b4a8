// Which proven patches are proven once more as one: all where somebody asks for it, else those that `auto` would commit.
import type { Config } from '../../config/config.ts';
import type { Proof } from '../../prove/proof.ts';
import { isLowRisk } from '../../report/proposals/low-risk.ts';
import { LEAST_GAIN, selectProofs } from '../../report/proposals/select-proofs.ts';

export interface TogetherWish {
  readonly automation: Config['crew']['automation'];
  /** By somebody who has the time. */
  readonly isAsked: boolean;
}

/** Fewer than two are none. */
export function toProveTogether(
  proofs: readonly Proof[],
  { automation, isAsked }: TogetherWish,
): readonly Proof[] {
  if (isAsked)
    return proofs.filter(({ outcome, together }) => outcome === 'proven' && together === undefined);
  if (automation !== 'auto') return [];
  // The same choice as the publishing zone's, so that what is measured as one is what may be committed as one.
  const none = new Set<string>();
  return selectProofs(proofs, { dismissed: none, raised: none, least: LEAST_GAIN }).flatMap(({ proof }) =>
    isLowRisk(proof) ? [proof] : [],
  );
}
