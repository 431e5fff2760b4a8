// Messages of commits perfcrew makes: what, how much, and the proof by which anybody can measure it again.
import { cleanLine } from '../../core/text/clean-text.ts';
import { cutText } from '../../core/text/cut-text.ts';
import { gainSentence } from './gain-sentence.ts';
import type { SelectedProof } from './select-proofs.ts';

/** `together`: id of the proof that they hold as one, with those of the other commits; null where there is none. */
export function commitMessage(
  title: string,
  proofs: readonly SelectedProof[],
  together: string | null,
): string {
  const [only, ...others] = proofs;
  const subject = only !== undefined && others.length === 0 ? plain(only.proof.proposal.title, 66) : title;
  const told = proofs.map(
    (selected) => `${plain(selected.proof.proposal.title, 120)}: ${plain(gainSentence(selected), 300)}.`,
  );
  const trailers = [
    ...proofs.map(({ proof }) => `Perfcrew-Proof: ${proof.id}`),
    ...(together === null ? [] : [`Perfcrew-Proof-Together: ${together}`]),
  ];
  return [`perf: ${subject}`, told.join('\n'), trailers.join('\n')].join('\n\n');
}

/** One line without mentions, and without numbers or addresses of issues that a closing word could stand before. */
function plain(text: string, limit: number): string {
  return cutText(cleanLine(text).replaceAll(/[@#]|:\/\//g, ' '), limit);
}
