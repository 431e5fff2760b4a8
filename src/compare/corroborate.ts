// Facts before timings: says whether the work itself grew, or only the time on the wall clock.
import type { Comparison, MetricComparison } from './comparison.ts';
import { inSentence } from './describe-change.ts';

/** One sentence for the times among `rows`, the regressed numbers of one target; null where there is nothing to say. */
export function corroborate(rows: readonly MetricComparison[], comparison: Comparison): string | null {
  const [first] = rows;
  if (first === undefined || !rows.some(({ evidence }) => evidence === 'timed')) return null;
  const facts = comparison.metrics.filter(
    ({ gate, target, evidence }) => gate === first.gate && target === first.target && evidence !== 'timed',
  );
  const grown = facts.filter(({ conclusion }) => conclusion === 'regressed');
  if (grown.length > 0) return `The work itself grew: ${listOf(grown)}.`;
  const same = facts.filter(({ conclusion }) => conclusion === 'equivalent');
  if (same.length === 0 || same.length < facts.length) return null;
  return `It is not more work: ${listOf(same)} ${same.length === 1 ? 'is' : 'are'} the same. The time goes into waiting: a timer, a lock, another service, or a queue.`;
}

function listOf(rows: readonly MetricComparison[]): string {
  const labels = rows.map(({ label }) => inSentence(label));
  const last = labels.pop() ?? '';
  return labels.length === 0 ? last : `${labels.join(', ')} and ${last}`;
}
