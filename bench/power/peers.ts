// How other tools decide that head is slower, each from its published description, as a score that must exceed a threshold:
// so the threshold can also be set anew, to see what a rule finds at a given share of false alarms.
import { median } from '../../src/stats/quantile.ts';
import { studentQuantile } from '../../src/stats/student.ts';

export interface Sample {
  readonly base: readonly number[];
  readonly head: readonly number[];
}

export interface Peer {
  readonly name: string;
  /** Where the rule is published. */
  readonly source: string;
  /** `blocks`: a run of base, then one of head. `interleaved`: samples of both in turn. */
  readonly design: 'blocks' | 'interleaved';
  /** Head is called slower where the score is above this. */
  readonly threshold: number;
  readonly score: (sample: Sample) => number;
}

const LIGHTHOUSE_CI =
  'GoogleChrome/lighthouse-ci, packages/utils/src/assertions.js and docs/configuration.md';
const BENCHMARK_ACTION = 'benchmark-action/github-action-benchmark, src/write.ts and README.md';

export const PEERS: readonly Peer[] = [
  {
    // `median` aggregation over the default 3 runs, and a budget that somebody has set 10 % above base.
    name: 'lighthouse-ci, median of 3 runs, budget base + 10 %',
    source: LIGHTHOUSE_CI,
    design: 'blocks',
    threshold: 1.1,
    score: ({ base, head }) => (median(runsOf(head, 3)) ?? 0) / (median(runsOf(base, 3)) ?? 0),
  },
  {
    // Its default aggregation is `optimistic`: the best of the runs is held against the budget.
    name: 'lighthouse-ci, best of 3 runs (its default), budget base + 10 %',
    source: LIGHTHOUSE_CI,
    design: 'blocks',
    threshold: 1.1,
    score: ({ base, head }) => Math.min(...runsOf(head, 3)) / (median(runsOf(base, 3)) ?? 0),
  },
  {
    // Unpaired interval of the difference of means; sampling ends at the first look at which it excludes 0.
    name: 'tachometer, 95 % interval excludes 0',
    source: 'google/tachometer, src/stats.ts, src/runner.ts and src/defaults.ts',
    design: 'interleaved',
    threshold: 1,
    score: autoSampled,
  },
  ...[2, 1.1, 1.05].map((threshold): Peer => ({
    // One value against the one before: the values of a run are averaged by what produced them.
    name: `github-action-benchmark, alert threshold ${Math.round(threshold * 100)} %${threshold === 2 ? ' (its default)' : ''}`,
    source: BENCHMARK_ACTION,
    design: 'blocks',
    threshold,
    score: ({ base, head }) => mean(head) / mean(base),
  })),
  {
    name: 'Mann–Whitney on blocks, p < .05',
    source: 'Mann and Whitney, Ann. Math. Statist. 18 (1947), normal approximation',
    design: 'blocks',
    threshold: 1.959_963_985,
    score: mannWhitneyZ,
  },
  {
    name: 'mean ± standard deviation apart, as read off hyperfine',
    source: 'sharkdp/hyperfine, README.md: it prints mean ± σ of each command',
    design: 'blocks',
    threshold: 1,
    score: ({ base, head }) => (mean(head) - mean(base)) / (deviation(base) + deviation(head)),
  },
];

/** tachometer's defaults: 50 samples of each before the first look, then a look after every 10. */
const FIRST_LOOK = 50;
const LOOK_EVERY = 10;

/** The largest score of all looks; where the time gives fewer samples, the only look is at the end. */
function autoSampled({ base, head }: Sample): number {
  const most = Math.min(base.length, head.length);
  const looks = [most];
  for (let count = FIRST_LOOK; count < most; count += LOOK_EVERY) looks.push(count);
  return Math.max(
    ...looks.map((count) => intervalScore({ base: base.slice(0, count), head: head.slice(0, count) })),
  );
}

/** Difference of means in half-widths of its interval: t of the smaller sample, variances not pooled. */
function intervalScore({ base, head }: Sample): number {
  const count = Math.min(base.length, head.length);
  if (count < 2) return 0;
  const error = Math.sqrt(deviation(base) ** 2 / base.length + deviation(head) ** 2 / head.length);
  const half = studentQuantile(0.025, count - 1) * error;
  return half === 0 ? 0 : (mean(head) - mean(base)) / half;
}

export function mannWhitneyZ({ base, head }: Sample): number {
  const wins = head.reduce(
    (sum, slow) => sum + base.reduce((won, fast) => won + (slow > fast ? 1 : slow === fast ? 0.5 : 0), 0),
    0,
  );
  const pairs = base.length * head.length;
  return (wins - pairs / 2) / Math.sqrt((pairs * (base.length + head.length + 1)) / 12);
}

/** Neighbouring slices make a run; each run is told by its mean. */
function runsOf(values: readonly number[], runs: number): number[] {
  return Array.from({ length: runs }, (_, run) => {
    const part = values.slice(
      Math.floor((run * values.length) / runs),
      Math.floor(((run + 1) * values.length) / runs),
    );
    return mean(part);
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, one) => sum + (one - centre) ** 2, 0) / (values.length - 1));
}
