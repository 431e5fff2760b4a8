// How often perfcrew and plainer rules cry wolf, and what they catch: seeded simulation of noise that no real machine gives on
// demand. Run with `node bench/false-alarms.ts`; the table goes to docs/accuracy.md by way of bench/results/.
import { mkdir, writeFile } from 'node:fs/promises';
import { compare } from '../src/compare/compare.ts';
import type { Comparison } from '../src/compare/comparison.ts';
import type { Measurement } from '../src/measure/measurement.ts';
import { type Random, seededRandom } from '../src/stats/random.ts';
import { configOf, measured } from '../test/compare/documents.ts';
import { measureSimulated } from '../test/stats/measure-simulated.ts';
import { CALM, type Noise, SHARED_MACHINE, simulateBlocks } from '../test/stats/simulated-rounds.ts';

const SEED = 20_261;
/** Targets with one counted metric each: independent of each other, which is the hardest case for false alarms. */
const METRICS_PER_REVIEW = 24;
const REVIEWS = 300;
const POWER_TRIALS = 200;
const PAIRS = 18;
/** What the plainer rules get: as many slices a side as perfcrew takes in eight restarts. */
const SLICES = 8 * PAIRS;
const EFFECTS = [1.03, 1.05, 1.1, 1.2] as const;
const METRIC = 'cpu-per-request-ms';
const CONFIG = configOf();

const NOISES: Readonly<Record<string, Noise>> = {
  'calm: slices 1.5 %, processes alike': CALM,
  'processes ±1 %, drift 3 % (ρ .9), slices 3 %': { ...SHARED_MACHINE, processBias: 0.01 },
  'shared: processes ±2 %, drift 3 % (ρ .9), slices 3 %': SHARED_MACHINE,
  'shared, drift ρ .5': { ...SHARED_MACHINE, drift: { spread: 0.03, correlation: 0.5 } },
  'shared, drift 8 %': { ...SHARED_MACHINE, drift: { spread: 0.08, correlation: 0.9 } },
  'shared, heavy tails (t₃)': { ...SHARED_MACHINE, shape: 'heavy' },
  'shared, outliers: 5 % of slices up to 40 % slower': { ...SHARED_MACHINE, shape: 'spikes' },
  'shared, bimodal: 30 % of slices 15 % slower': { ...SHARED_MACHINE, shape: 'bimodal' },
  'shared, slices 10 %': { ...SHARED_MACHINE, slice: 0.1 },
  'processes ±5 %': { ...SHARED_MACHINE, processBias: 0.05 },
  'bimodal: 30 % of processes 15 % slower for life': { ...SHARED_MACHINE, slowProcesses: 0.3 },
  'head drifts by itself, 8 %, ρ .6': { ...SHARED_MACHINE, ownDrift: { spread: 0.08, correlation: 0.6 } },
};

/** True where the rule calls head slower than base. */
type Rule = (noise: Noise, ratio: number, random: Random) => boolean;

const PLAINER: Readonly<Record<string, Rule>> = {
  'Mann–Whitney on blocks, p < .05': (noise, ratio, random) => {
    const { base, head } = blocks({ noise, ratio }, random);
    return mannWhitneyZ(base, head) > 1.96;
  },
  'best of 3 runs, 10 %': (noise, ratio, random) => {
    const runs = [0, 1, 2].map(() => blocks({ noise, ratio }, random, SLICES / 3));
    return (
      Math.min(...runs.map(({ head }) => mean(head))) > 1.1 * Math.min(...runs.map(({ base }) => mean(base)))
    );
  },
  'one run, 10 %': (noise, ratio, random) => {
    const { base, head } = blocks({ noise, ratio }, random);
    return mean(head) > 1.1 * mean(base);
  },
};

const rows = Object.entries(NOISES).map(([name, noise]) => {
  const row = { noise: name, perfcrew: ofPerfcrew(noise), plainer: ofPlainer(noise) };
  process.stderr.write(`${name}\n`);
  return row;
});

const header = ['noise', 'false alarms: reviews', 'metrics called', 'proven equivalent', 'restarts'];
print([...header, `caught at ${EFFECTS.map(asGrowth).join(' / ')}`, ...Object.keys(PLAINER)]);
print(Array.from({ length: header.length + 1 + Object.keys(PLAINER).length }, () => '---'));
for (const { noise, perfcrew, plainer } of rows) {
  const { reviewsAlarmed, metricsCalled, equivalent, restarts, caught } = perfcrew;
  const own = [percent(reviewsAlarmed), percent(metricsCalled, 2), percent(equivalent), restarts.toFixed(1)];
  const others = plainer.map((rule) => `**${percent(rule.reviewsAlarmed)}** ${list(rule.caught)}`);
  print([noise, `**${own[0]}**`, ...own.slice(1), list(caught), ...others]);
}
await mkdir(new URL('results/', import.meta.url), { recursive: true });
await writeFile(
  new URL('results/false-alarms-simulated.json', import.meta.url),
  `${JSON.stringify({ seed: SEED, reviews: REVIEWS, metricsPerReview: METRICS_PER_REVIEW, trials: POWER_TRIALS, effects: EFFECTS, rows }, null, 2)}\n`,
);

function ofPerfcrew(noise: Noise) {
  const random = seededRandom(SEED);
  const reviews = Array.from({ length: REVIEWS }, () =>
    review(
      Array.from({ length: METRICS_PER_REVIEW }, (_, index) => target(index, { noise, ratio: 1 }, random)),
    ),
  );
  const metrics = reviews.flatMap(({ comparison }) => comparison.metrics);
  return {
    reviewsAlarmed: share(reviews, ({ comparison }) => comparison.metrics.some(isRegressed)),
    metricsCalled: share(
      metrics,
      ({ conclusion }) => conclusion === 'regressed' || conclusion === 'improved',
    ),
    equivalent: share(metrics, ({ conclusion }) => conclusion === 'equivalent'),
    restarts: mean(reviews.map((one) => one.restarts)),
    caught: EFFECTS.map((ratio) => {
      // Among unchanged metrics, as most are in a real review.
      const trials = Array.from({ length: POWER_TRIALS }, () =>
        review([
          target(0, { noise, ratio }, random),
          ...Array.from({ length: 5 }, (_, index) => target(index + 1, { noise, ratio: 1 }, random)),
        ]),
      );
      return share(trials, ({ comparison }) => comparison.metrics.slice(0, 1).some(isRegressed));
    }),
  };
}

function ofPlainer(noise: Noise) {
  return Object.entries(PLAINER).map(([rule, isSlower]) => {
    const random = seededRandom(SEED);
    const reviews = Array.from({ length: REVIEWS }, () =>
      Array.from({ length: METRICS_PER_REVIEW }, () => isSlower(noise, 1, random)).includes(true),
    );
    const caught = EFFECTS.map((ratio) =>
      share(
        Array.from({ length: POWER_TRIALS }, () => isSlower(noise, ratio, random)),
        Boolean,
      ),
    );
    return { rule, reviewsAlarmed: share(reviews, Boolean), caught };
  });
}

function target(
  number: number,
  { noise, ratio }: { readonly noise: Noise; readonly ratio: number },
  random: Random,
): Measurement {
  const levels = [[METRIC, 20]] as const;
  const series = measureSimulated({ levels, ratio, noise, config: CONFIG, pairs: PAIRS }, random);
  return { ...measured(`GET /${number}`, {}), outcome: { status: 'measured', series, observations: [] } };
}

function review(measurements: readonly Measurement[]): { comparison: Comparison; restarts: number } {
  const comparison = compare(measurements, CONFIG);
  return { comparison, restarts: mean(comparison.metrics.map(({ pairs }) => pairs / PAIRS)) };
}

function isRegressed({ conclusion }: Comparison['metrics'][number]): boolean {
  return conclusion === 'regressed';
}

function blocks(
  { noise, ratio }: { readonly noise: Noise; readonly ratio: number },
  random: Random,
  slices = SLICES,
): { base: number[]; head: number[] } {
  return simulateBlocks({ restarts: 1, pairs: slices, ratio, level: 20 }, noise, random);
}

/** Normal approximation of Mann and Whitney, Ann. Math. Statist. 18 (1947); continuous values have no ties. */
function mannWhitneyZ(base: readonly number[], head: readonly number[]): number {
  const u = head.reduce((wins, slow) => wins + base.filter((fast) => slow > fast).length, 0);
  const pairs = base.length * head.length;
  return (u - pairs / 2) / Math.sqrt((pairs * (base.length + head.length + 1)) / 12);
}

function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  return items.filter((item) => holds(item)).length / items.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function list(shares: readonly number[]): string {
  return shares.map((one) => Math.round(100 * one)).join(' / ');
}

function asGrowth(ratio: number): string {
  return `+${Math.round(100 * (ratio - 1))} %`;
}

function percent(value: number, decimals = value > 0 && value < 0.1 ? 1 : 0): string {
  return `${(value * 100).toFixed(value === 0 ? 0 : decimals)} %`;
}

function print(cells: readonly string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}
