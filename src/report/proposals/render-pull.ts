// The pull request that carries a patch which fits on no line of the diff.
import { escapeProse } from '../../core/markdown/escape-markdown.ts';
import { plainWords } from '../../core/text/plain-words.ts';
import { proseLines } from '../markdown/prose-lines.ts';
import { gainSentence } from './gain-sentence.ts';
import { writeMark, type ProposalMark } from './markers.ts';
import { verifyLine } from './render-suggestion.ts';
import type { SelectedProof } from './select-proofs.ts';

export interface PullText {
  readonly title: string;
  readonly body: string;
}

/** Every branch perfcrew makes begins so. */
export const BRANCH_PREFIX = 'perfcrew/';

export function renderPull(
  selected: SelectedProof,
  { parent, tip }: { readonly parent: number; readonly tip: string },
): PullText {
  const { proof, fingerprint } = selected;
  const { id, title, why, risk } = proof.proposal;
  const mark = writeMark({ id, fingerprint, onto: proof.head, tip, withdrawn: false });
  const checks = proof.checks.map(
    ({ check, result, detail }) => `- ${check}: ${result}. ${escapeProse(detail, 200)}`,
  );
  return {
    title: `perf: ${plainWords(title, 200)}`,
    body: [
      `${mark}\nFor #${parent}: merging this puts the patch into it. Closing it says no, and it is not offered again.`,
      `Proven: ${escapeProse(gainSentence(selected))}. Risk: ${risk}.`,
      proseLines(why, 1500) ?? '',
      checks.join('\n'),
      verifyLine(proof.id),
    ].join('\n\n'),
  };
}

/** Its first line says that perfcrew closed it, so that this is not taken for a reader's no. */
export function renderClosedPull(body: string, mark: ProposalMark): string {
  const rest = body.slice(body.indexOf('\n') + 1);
  return `${writeMark({ ...mark, withdrawn: true })}\nTaken back: it could not be shown for the latest commit.\n\n${rest}`;
}
