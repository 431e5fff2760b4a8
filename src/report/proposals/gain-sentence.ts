// How much a patch gains, with what the number rests on.
import { formatChange, formatInterval } from '../../core/format/format-change.ts';
import { formatConfidence } from '../../core/format/format-confidence.ts';
import { formatQuantity } from '../../core/format/format-quantity.ts';
import type { FeltGain } from './felt-gain.ts';

/** `latency p95 of GET /orders 120 ms → 60 ms (−50 % [−52, −48] at 95 %, 24 pairs)`; plain text. */
export function gainSentence({ gain }: Pick<FeltGain, 'gain'>): string {
  const { label, target, unit, before, after, ratio, interval, pairs } = gain;
  const change = { base: before, head: after, ratio, interval };
  const certainty =
    interval === null || ratio === null
      ? ''
      : ` ${formatInterval(change)} at ${formatConfidence(interval.confidence)} %, ${pairs} pairs`;
  return `${label} of ${target} ${formatQuantity(before, unit)} → ${formatQuantity(after, unit)} (${formatChange(change)}${certainty})`;
}
