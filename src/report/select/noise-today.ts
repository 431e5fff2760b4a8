// How much the numbers wandered by themselves today, and the smallest change that could have been told from that.
import type { MetricComparison } from '../../compare/comparison.ts';
import type { Report } from '../report.ts';
import { byEvidence } from './evidence-words.ts';
import { isWatched } from './sort-metrics.ts';

export interface Spread {
  /** Over the targets, as fractions. */
  readonly median: number;
  readonly worst: number;
}

export interface MetricNoise {
  readonly label: string;
  readonly evidence: MetricComparison['evidence'];
  readonly isWatched: boolean;
  readonly targets: number;
  /** Base against its second process: 95 % of the ratios lie within ± this. Null where none ran. */
  readonly noise: Spread | null;
  /** The smallest change that could have been called one. */
  readonly detectable: Spread | null;
}

/** One entry for each noisy metric, facts before timings; exact numbers have no noise. */
export function noiseToday({ comparison }: Report): readonly MetricNoise[] {
  const noisy = comparison.metrics.filter(({ noise, detectable }) => noise !== null || detectable !== null);
  return [...Map.groupBy(noisy.toSorted(byEvidence), ({ metric }) => metric).values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    return [
      {
        label: first.label,
        evidence: first.evidence,
        isWatched: isWatched(first),
        targets: rows.length,
        noise: spreadOf(rows.map(({ noise }) => noise)),
        detectable: spreadOf(rows.map(({ detectable }) => detectable)),
      },
    ];
  });
}

function spreadOf(values: readonly (number | null)[]): Spread | null {
  const sorted = values
    .filter((value): value is number => value !== null && Number.isFinite(value))
    .toSorted((one, other) => one - other);
  const worst = sorted.at(-1);
  if (worst === undefined) return null;
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? worst) + (sorted[Math.ceil(middle)] ?? worst)) / 2;
  return { median, worst };
}
