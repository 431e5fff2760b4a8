// The part of the report's comment that tells of proven patches: where each can be had, what was tried besides, folded.
import { escapeProse, longestRun } from '../../core/markdown/escape-markdown.ts';
import type { Proof } from '../../prove/proof.ts';
import { fold } from '../markdown/fold.ts';
import type { Part } from '../markdown/fit-parts.ts';
import { gainSentence } from './gain-sentence.ts';
import { verifyLine } from './render-suggestion.ts';
import type { SelectedProof } from './select-proofs.ts';
import { provenAlone, togetherSentence } from './together-sentence.ts';
import { tallyProofs } from '../../prove/tally-proofs.ts';

/** Where a reader finds the patch. */
export type Whereabouts =
  | { readonly kind: 'suggested' }
  | { readonly kind: 'pulled'; readonly number: number }
  | { readonly kind: 'applied'; readonly commit: string }
  | { readonly kind: 'folded' };

export interface ToldProof {
  readonly selected: SelectedProof;
  readonly at: Whereabouts;
}

/** A longer patch is not for a comment; the artifact has it. */
const MOST_PATCH_CHARACTERS = 15_000;
const MOST_LINES = 30;

export interface Asides {
  /** One more line of plain text for people; null where there is nothing to say. */
  readonly note?: string | null;
  /** Why proven ones are not told, by their ids. */
  readonly held?: ReadonlyMap<string, string>;
}

export function proposalsPart(
  told: readonly ToldProof[],
  proofs: readonly Proof[],
  { note = null, held = new Map() }: Asides = {},
): Part {
  const text = (withPatches: boolean): string => render(told, { proofs, note, held, withPatches });
  return { name: 'patches', weight: 90, kept: true, variants: [() => text(true), () => text(false)] };
}

function render(
  told: readonly ToldProof[],
  {
    proofs,
    note,
    held,
    withPatches,
  }: Required<Asides> & { readonly proofs: readonly Proof[]; readonly withPatches: boolean },
): string {
  if (proofs.length === 0) return '';
  const proven = provenAlone(proofs);
  const joint = proofs.flatMap((proof) => {
    const text = togetherSentence(proof, proven);
    const isMeasured = proof.outcome !== 'untried' && (proof.together?.parts.length ?? 0) > 1;
    return text === null
      ? []
      : [`${escapeProse(text, 1000)}.${isMeasured ? ` ${verifyLine(proof.id)}` : ''}`];
  });
  const items = told.map((one) => `- ${itemOf(one)}`);
  const patches = told
    .filter(({ at }) => at.kind === 'folded')
    .map(({ selected }) => patchFold(selected, withPatches));
  return [
    ...(items.length === 0 ? [] : [`### Proven patches\n\n${items.join('\n')}`]),
    ...(items.length === 0 ? [] : [...joint, ...(note === null ? [] : [escapeProse(note)])]),
    ...patches,
    fold('Patches: what was tried', `${capital(tallyProofs(proofs))}.\n\n${listOf(proofs, held)}`),
  ].join('\n\n');
}

function itemOf({ selected, at }: ToldProof): string {
  const { proposal, id } = selected.proof;
  return `**${escapeProse(proposal.title, 200)}**: ${escapeProse(gainSentence(selected))}; ${whereOf(at)}. ${verifyLine(id)}`;
}

function whereOf(at: Whereabouts): string {
  switch (at.kind) {
    case 'suggested':
      return 'suggested on its lines';
    case 'pulled':
      return `ready in #${at.number}`;
    case 'applied':
      return `committed as ${at.commit}`;
    case 'folded':
      return 'the patch stands below';
  }
}

function patchFold({ proof }: SelectedProof, isWhole: boolean): string {
  const { patch, id } = proof.proposal;
  const summary = `Patch ${id}`;
  if (!isWhole || patch.length > MOST_PATCH_CHARACTERS)
    return fold(summary, 'It is too long for this comment; the artifacts of the run hold it.');
  const mark = '`'.repeat(Math.max(3, longestRun(patch) + 1));
  return fold(
    summary,
    `Save it as \`fast.patch\` and run \`git apply fast.patch\`.\n\n${mark}diff\n${patch.replace(/\n$/, '')}\n${mark}`,
  );
}

function listOf(proofs: readonly Proof[], held: ReadonlyMap<string, string>): string {
  const alone = proofs.filter(({ together }) => together === undefined);
  const hidden = alone.length - MOST_LINES;
  const lines = alone.slice(0, MOST_LINES).map((proof) => lineOf(proof, held.get(proof.id)));
  return [...lines, ...(hidden > 0 ? [`- …and ${hidden} more.`] : [])].join('\n');
}

function lineOf({ proposal, outcome, reason }: Proof, why: string | undefined): string {
  const ended = `${outcome.replaceAll('-', ' ')}${why === undefined ? '' : `, and not told: ${why}`}`;
  return `- ${escapeProse(proposal.title, 120)}: ${ended}. ${escapeProse(reason, 240)}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
