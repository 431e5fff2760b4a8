// What became of patches, for the terminal: the proven ones with their numbers first, the others with their reason.
import { formatQuantity } from '../core/format/format-quantity.ts';
import { cleanLine } from '../core/text/clean-text.ts';
import { cutText } from '../core/text/cut-text.ts';
import type { Gain, Proof } from '../prove/proof.ts';
import { tallyProofs } from '../prove/tally-proofs.ts';
import { provenAlone, togetherSentence } from '../report/proposals/together-sentence.ts';

const WIDTH = 110;
const MOST_GAINS = 3;

const MARKS = { holds: '✓', fails: '✗', absent: '·' } as const;

export function renderProofs(
  proofs: readonly Proof[],
  { paths }: { readonly paths: readonly string[] },
): string {
  if (proofs.length === 0) return 'There was nothing to prove.\n';
  const alone = proofs.filter(({ together }) => together === undefined);
  const proven = provenAlone(proofs);
  const lines = alone.flatMap(({ id, proposal, outcome, reason, checks, gains, losses }) => [
    `${outcome}: ${proposal.id}: ${cutText(cleanLine(proposal.title), WIDTH)}`,
    `    ${cleanLine(reason)}`,
    ...checks.map(
      ({ check, result, detail }) =>
        `    ${MARKS[result]} ${check}${result === 'absent' ? ' (nothing to check it by)' : ''}: ${cutText(cleanLine(detail), WIDTH)}`,
    ),
    ...gains.slice(0, MOST_GAINS).map((gain) => `    better: ${gainText(gain)}`),
    ...losses.slice(0, MOST_GAINS).map((gain) => `    worse: ${gainText(gain)}`),
    `    evidence ${id}`,
  ]);
  const joint = proofs.flatMap((proof) => togetherLine(proof, proven));
  return `${[`${sentence(tallyProofs(proofs))}.`, ...lines, ...joint, ...(paths.length === 0 ? [] : ['', ...paths])].join('\n')}\n`;
}

/** Of several patches as one; none for the proof of one. */
export function togetherLine(proof: Proof, proven: number): readonly string[] {
  const text = togetherSentence(proof, proven);
  return text === null ? [] : [`${text} (evidence ${proof.id})`];
}

/** One line a patch, for a longer list. */
export function proofLine({ outcome, reason, gains }: Proof): string {
  const [best] = gains;
  return outcome === 'proven' && best !== undefined
    ? `proven: ${gainText(best)}`
    : `${outcome}: ${cutText(cleanLine(reason), WIDTH)}`;
}

function gainText({ label, target, before, after, unit, ratio, interval }: Gain): string {
  const change = ratio === null ? '' : ` (×${ratio.toPrecision(3)}${intervalText(interval)})`;
  return `${label} of ${cleanLine(target)} ${formatQuantity(before, unit)} → ${formatQuantity(after, unit)}${change}`;
}

function intervalText(interval: Gain['interval']): string {
  if (interval === null) return '';
  const { low, high, confidence } = interval;
  return `, ${Math.round(confidence * 100)} %: ${low.toPrecision(3)}–${high.toPrecision(3)}`;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
