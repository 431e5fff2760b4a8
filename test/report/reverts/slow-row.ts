// A number that got worse beyond doubt, as a review would have it.
import type { MetricComparison } from '../../../src/compare/comparison.ts';

export function slowRow(changes: Partial<MetricComparison> = {}): MetricComparison {
  return {
    gate: 'command',
    target: 'work',
    metric: 'duration-ms',
    label: 'Duration',
    unit: 'ms',
    better: 'lower',
    evidence: 'timed',
    base: 40,
    head: 60,
    ratio: 1.5,
    interval: { low: 1.42, high: 1.58, confidence: 0.95 },
    pairs: 24,
    floor: 0.1,
    detectable: 0.06,
    noise: 0.01,
    confirmed: true,
    conclusion: 'regressed',
    need: null,
    ...changes,
  };
}
