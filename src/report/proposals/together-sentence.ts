// What several proven patches do as one, in one line: each was proven alone, and they can be in each other's way.
import { cleanLine } from '../../core/text/clean-text.ts';
import { cutText } from '../../core/text/cut-text.ts';
import type { Proof, Together } from '../../prove/proof.ts';
import { gainSentence } from './gain-sentence.ts';

const MOST_REASON = 300;
const MOST_LEFT = 2;

/**
 * `All 3 together: latency p50 of GET /orders 124 ms → 24 ms (−81 %)`; plain text, null for the proof of one patch. `proven`: how
 * many were proven alone.
 */
export function togetherSentence(
  { outcome, reason, gains, together }: Pick<Proof, 'outcome' | 'reason' | 'gains' | 'together'>,
  proven: number,
): string | null {
  if (together === undefined) return null;
  const { parts, left } = together;
  const of = proven > parts.length ? `${parts.length} of ${proven}` : `All ${parts.length}`;
  const said = cutText(cleanLine(reason), MOST_REASON).replace(/\.$/, '');
  const [best] = gains;
  if (outcome === 'proven' && best !== undefined)
    return `${of} together: ${gainSentence({ gain: best })}${leftOut(left)}`;
  const isOpen = outcome === 'untried' || outcome === 'unmeasured';
  if (isOpen || parts.length < 2) return `Not proven together: ${said}${leftOut(left)}`;
  return `${of} together do not hold (${outcome.replaceAll('-', ' ')}): ${said}${leftOut(left)}`;
}

/** How many patches are proven, each by itself. */
export function provenAlone(proofs: readonly Pick<Proof, 'outcome' | 'together'>[]): number {
  return proofs.filter(({ outcome, together }) => outcome === 'proven' && together === undefined).length;
}

function leftOut(left: Together['left']): string {
  const told = left
    .slice(0, MOST_LEFT)
    .map(({ title, reason }) => `“${cutText(cleanLine(title), 100)}” (${cutText(cleanLine(reason), 140)})`);
  const more = left.length > MOST_LEFT ? ` and ${left.length - MOST_LEFT} more` : '';
  return left.length === 0 ? '' : `; left out, as it does not apply any more: ${told.join(', ')}${more}`;
}
