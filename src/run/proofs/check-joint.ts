// A document that says several patches hold as one may have been written by anybody: its parts must be proofs that are here, of the
// same configuration, and its patch what these parts make of the files.
import type { ForgeReader } from '../../ports/forge.ts';
import { idOf } from '../../prove/compose-proof.ts';
import type { Proof } from '../../prove/proof.ts';
import { openPatching } from './open-patching.ts';

export interface JointCheck {
  /** Proven alone, and looked at once more. */
  readonly alone: readonly Proof[];
  readonly head: string;
}

/** What is wrong with it, as the end of "it …"; null where nothing is. */
export async function whyNotJoint(
  joint: Proof,
  { alone, head }: JointCheck,
  reader: Pick<ForgeReader, 'fileAt'>,
): Promise<string | null> {
  const { together, proposal, evidence } = joint;
  if (together === undefined) return 'is of one patch';
  if (joint.head !== head || joint.id !== idOf(joint)) return 'is not what its id says';
  const { parts, left } = together;
  const names = new Set(parts.map(({ proof }) => proof));
  if (names.size !== parts.length) return 'names a part twice';
  const isKnown = parts.every(({ proof, patch }) =>
    alone.some(
      (one) =>
        one.id === proof &&
        one.outcome === 'proven' &&
        one.proposal.patch === patch &&
        one.evidence.config === evidence.config,
    ),
  );
  const isLeftKnown = left.every(({ proof, title }) =>
    alone.some((one) => one.id === proof && one.outcome === 'proven' && one.proposal.title === title),
  );
  if (!isKnown || !isLeftKnown) return 'names a patch that is not proven alone';
  if (joint.outcome !== 'proven') return null;
  if (parts.length < 2) return 'has one part only';
  if (joint.gains.length === 0) return 'claims no gain';
  const [apart, whole] = [openPatching(head, reader), openPatching(head, reader)];
  for (const { patch } of parts)
    if ((await apart.put(patch)) === null) return 'has parts that do not fit each other';
  if ((await whole.put(proposal.patch)) === null) return 'does not fit the files';
  const isSame =
    apart.texts.size === whole.texts.size &&
    [...apart.texts].every(([path, text]) => whole.texts.get(path) === text);
  return isSame ? null : 'is not what its parts make';
}
