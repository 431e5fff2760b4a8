// A proof and its replay side by side on the terminal. What stands in a record may be a stranger's words.
import { cleanLine } from '../core/text/clean-text.ts';
import { cutText } from '../core/text/cut-text.ts';
import type { Gain } from '../prove/proof.ts';
import type { Verification } from '../prove/verify-proof.ts';

export function renderVerification({ holds, reason, recorded, replayed, numbers }: Verification): string {
  const { evidence } = recorded;
  const moved =
    evidence.perfcrew === replayed.evidence.perfcrew
      ? []
      : [`Recorded by perfcrew ${word(evidence.perfcrew)}, done again by ${replayed.evidence.perfcrew}.`];
  return [
    `${holds ? 'holds' : 'does not hold'}: ${word(recorded.proposal.title)} (${recorded.id})`,
    word(reason),
    ...moved,
    '',
    ...numbers.map(
      ({ recorded: then, replayed: now }) =>
        `  ${word(then.label)} of ${word(then.target)}: recorded ${numberOf(then)}, again ${now === null ? 'no gain' : numberOf(now)}`,
    ),
    ...replayed.losses.map(
      (loss) => `  worse again: ${word(loss.label)} of ${word(loss.target)} ${numberOf(loss)}`,
    ),
    ...(numbers.length === 0 ? [] : ['']),
    ...replayed.checks.map(({ check, result, detail }) => `  ${result.padEnd(6)} ${check}: ${word(detail)}`),
    '',
  ].join('\n');
}

function numberOf({ before, after, ratio, interval }: Gain): string {
  const change = ratio === null ? '' : ` ×${ratio.toPrecision(3)}`;
  const range =
    interval === null ? '' : ` (${interval.low.toPrecision(3)} to ${interval.high.toPrecision(3)})`;
  return `${before?.toPrecision(4) ?? '?'} → ${after?.toPrecision(4) ?? '?'}${change}${range}`;
}

function word(text: string): string {
  return cutText(cleanLine(text), 300);
}
