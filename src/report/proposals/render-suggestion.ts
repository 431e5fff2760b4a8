// One review comment: what is gained, and the lines the forge can put in place by a click.
// https://docs.github.com/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests/commenting-on-a-pull-request
import { escapeProse, longestRun } from '../../core/markdown/escape-markdown.ts';
import { gainSentence } from './gain-sentence.ts';
import { writeMark } from './markers.ts';
import type { PlacedSuggestion } from './place-suggestions.ts';
import type { SelectedProof } from './select-proofs.ts';

export interface SuggestionPart {
  readonly place: PlacedSuggestion;
  /** Counted from 1. */
  readonly part: number;
  readonly parts: number;
}

export function renderSuggestion(selected: SelectedProof, { place, part, parts }: SuggestionPart): string {
  const { proof, fingerprint } = selected;
  const { id, title, why } = proof.proposal;
  const mark = writeMark({ id, fingerprint, onto: proof.head, tip: null, withdrawn: false });
  const heading = `**${escapeProse(title, 200)}**${parts > 1 ? ` (part ${part} of ${parts}; they belong together)` : ''}`;
  const about =
    part === 1
      ? [`Proven: ${escapeProse(gainSentence(selected))}.`, escapeProse(why, 500), verifyLine(proof.id)]
      : [];
  return [`${mark}\n${heading}`, ...about, suggestionBlock(place.text)].join('\n\n');
}

/** What a suggestion becomes whose claim no longer holds, but that people answered. */
export function renderWithdrawn(body: string, mark: string): string {
  const heading = /^\*\*.*\*\*/m.exec(body)?.[0] ?? '**Suggestion**';
  return `${mark}\n~~${heading}~~\n\nTaken back: it could not be shown for the latest commit.`;
}

export function verifyLine(proofId: string): string {
  return `Measure it again: \`perfcrew verify ${proofId}\``;
}

/** No line inside can close it. */
function suggestionBlock(text: readonly string[]): string {
  const mark = '`'.repeat(Math.max(3, longestRun(text.join('\n')) + 1));
  return [`${mark}suggestion`, ...text, mark].join('\n');
}
