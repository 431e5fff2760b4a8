// Messages of commits perfcrew makes: what, how much, and the proof by which anybody can measure it again.
import { plainWords } from '../../core/text/plain-words.ts';
import { gainSentence } from './gain-sentence.ts';
import type { SelectedProof } from './select-proofs.ts';

/** `together`: id of the proof that they hold as one, with those of the other commits; null where there is none. */
export function commitMessage(
  title: string,
  proofs: readonly SelectedProof[],
  together: string | null,
): string {
  const [only, ...others] = proofs;
  const subject =
    only !== undefined && others.length === 0 ? plainWords(only.proof.proposal.title, 66) : title;
  const told = proofs.map(
    (selected) =>
      `${plainWords(selected.proof.proposal.title, 120)}: ${plainWords(gainSentence(selected), 300)}.`,
  );
  const trailers = [
    ...proofs.map(({ proof }) => `Perfcrew-Proof: ${proof.id}`),
    ...(together === null ? [] : [`Perfcrew-Proof-Together: ${together}`]),
  ];
  return [`perf: ${subject}`, told.join('\n'), trailers.join('\n')].join('\n\n');
}
