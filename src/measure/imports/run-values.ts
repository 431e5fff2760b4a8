// One number per result and run. However many samples a run took, it was one process, and has one process's luck with memory
// layout, JIT and placement (see stats/effect.ts): a thousand samples of it are nearer to one fact than to a thousand. So its
// samples are boiled down here, and what the statistics count are runs. The median, since a benchmark's samples have a long slow tail.
import { quantile } from '../../stats/quantile.ts';
import type { ImportedMetric, ImportedResult, Numbers } from './imported.ts';

export interface RunValue {
  readonly name: string;
  readonly metric: ImportedMetric;
  readonly value: number;
}

export function runValues(results: readonly ImportedResult[]): RunValue[] {
  return results.flatMap(({ name, metric, numbers }) => {
    const value = valueOf(numbers);
    return value === null ? [] : [{ name, metric, value }];
  });
}

function valueOf(numbers: Numbers): number | null {
  if (numbers.kind === 'summary') return numbers.value;
  return quantile(numbers.samples, numbers.take === 'p95' ? 0.95 : 0.5);
}
