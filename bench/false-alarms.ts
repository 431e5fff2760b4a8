// How often perfcrew and plainer rules cry wolf, and what they catch: seeded simulation, printed as Markdown tables.
// Run with `node bench/false-alarms.ts`; the tables in docs/statistics.md are its output.
import { judgeNoisy } from '../src/compare/judge-noisy.ts';
import { changeConfidence } from '../src/compare/review-confidence.ts';
import type { Conclusion } from '../src/compare/comparison.ts';
import { median } from '../src/stats/quantile.ts';
import { type Random, seededRandom } from '../src/stats/random.ts';
import { type Pair, ratioInterval } from '../src/stats/ratio-interval.ts';
import {
  CALM,
  type Design,
  type Noise,
  SHARED_MACHINE,
  simulateBlocks,
  simulateRounds,
} from '../test/stats/simulated-rounds.ts';

const SEED = 20_261;
const METRICS_PER_REVIEW = 40;
const REVIEWS = 400;
const POWER_TRIALS = 1000;
const RULES = { better: 'lower', floor: 0.1, minimumChange: 0 } as const;

interface Scenario {
  readonly name: string;
  readonly noise: Noise;
  readonly restarts: number;
  readonly pairs: number;
}

const at = (name: string, noise: Noise, [restarts, pairs]: readonly [number, number] = [3, 4]): Scenario => ({
  name,
  noise,
  restarts,
  pairs,
});

const OWN_DRIFT: Noise = { ...SHARED_MACHINE, ownDrift: { spread: 0.08, correlation: 0.6 } };

const SCENARIOS: readonly Scenario[] = [
  at('calm: slices 1.5 %', CALM),
  at('shared: drift 3 %, ρ .9, processes ±2 %, slices 3 %', SHARED_MACHINE),
  at('shared, drift ρ .5', { ...SHARED_MACHINE, drift: { spread: 0.03, correlation: 0.5 } }),
  at('shared, heavy tails (t₃)', { ...SHARED_MACHINE, shape: 'heavy' }),
  at('shared, 5 % of slices up to 40 % slower', { ...SHARED_MACHINE, shape: 'spikes' }),
  at('shared, 30 % of slices 15 % slower', { ...SHARED_MACHINE, shape: 'bimodal' }),
  at('shared, slices 10 %', { ...SHARED_MACHINE, slice: 0.1 }),
  at('shared, drift 8 %', { ...SHARED_MACHINE, drift: { spread: 0.08, correlation: 0.9 } }),
  at('shared', SHARED_MACHINE, [1, 12]),
  at('shared', SHARED_MACHINE, [5, 10]),
  at('beyond what is promised: processes ±5 %', { ...SHARED_MACHINE, processBias: 0.05 }),
  at('beyond: 30 % of processes 15 % slower for life', { ...SHARED_MACHINE, slowProcesses: 0.3 }),
  at('beyond: head drifts by itself, 8 %, ρ .6', OWN_DRIFT),
  at('beyond: head drifts by itself, 8 %, ρ .6', OWN_DRIFT, [5, 10]),
  at('beyond: slices 15 %', { ...SHARED_MACHINE, slice: 0.15 }, [1, 3]),
];

/** True where the rule calls head slower than base. */
type Rule = (design: Design, noise: Noise, random: Random) => boolean;

const RULES_COMPARED: Readonly<Record<string, Rule>> = {
  perfcrew: (design, noise, random) => conclude(design, noise, random) === 'regressed',
  'Mann–Whitney on blocks, p < .05': (design, noise, random) => {
    const { base, head } = simulateBlocks(design, noise, random);
    return mannWhitneyZ(base, head) > 1.96;
  },
  'best of 3 runs, 10 %': (design, noise, random) => {
    const third = { ...design, restarts: 1, pairs: Math.ceil((design.restarts * design.pairs) / 3) };
    const runs = [0, 1, 2].map(() => simulateBlocks(third, noise, random));
    return (
      Math.min(...runs.map(({ head }) => mean(head))) > 1.1 * Math.min(...runs.map(({ base }) => mean(base)))
    );
  },
  'one run, 10 %': (design, noise, random) => singleRun(design, noise, random) > 1.1,
  'one run, 2.0 ×': (design, noise, random) => singleRun(design, noise, random) > 2,
};

const rules = Object.entries(RULES_COMPARED);
console.log(
  `Seed ${SEED}; floor 10 %. Each cell: share of ${REVIEWS} reviews of ${METRICS_PER_REVIEW} unchanged metrics with at least one ` +
    `false alarm; then how many of ${POWER_TRIALS} metrics slower by 5 / 10 / 20 / 50 % are caught.\n`,
);
printRow(['noise', 'restarts × pairs', ...rules.map(([name]) => name)]);
printRow(['---', '---', ...rules.map(() => '---')]);
for (const scenario of SCENARIOS) {
  const cells = rules.map(([, rule]) => {
    const power = [1.05, 1.1, 1.2, 1.5].map((ratio) => Math.round(100 * share(scenario, { rule, ratio })));
    return `**${percent(falseAlarms(scenario, rule))}** ${power.join(' / ')}`;
  });
  printRow([scenario.name, `${scenario.restarts} × ${scenario.pairs}`, ...cells]);
}

console.log('\nThe interval, and what is proven rather than not found:\n');
printRow([
  'noise',
  'restarts × pairs',
  '95 % interval holds the truth',
  'its half-width',
  'unchanged code called unchanged',
  '+10 % called unchanged',
  '+20 % called unchanged',
]);
printRow(Array.from({ length: 7 }, () => '---'));
for (const scenario of SCENARIOS) {
  const { held, halfWidth } = coverage(scenario);
  const unchanged = [1, 1.1, 1.2].map((ratio) =>
    percent(share(scenario, { ratio, rule: (...args) => conclude(...args) === 'equivalent' })),
  );
  const design = `${scenario.restarts} × ${scenario.pairs}`;
  printRow([scenario.name, design, percent(held), `±${percent(halfWidth)}`, ...unchanged]);
}

function printRow(cells: readonly string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}

function conclude(design: Design, noise: Noise, random: Random): Conclusion {
  const pairs = pairsOf(design, noise, random);
  const sides = {
    base: median(pairs.map(({ base }) => base)) ?? 0,
    head: median(pairs.map(({ head }) => head)) ?? 0,
  };
  return judgeNoisy({ pairs, sides, rules: RULES, confidence: changeConfidence(METRICS_PER_REVIEW) })
    .conclusion;
}

function pairsOf(design: Design, noise: Noise, random: Random): Pair[] {
  return simulateRounds(design, noise, random).flatMap(({ restart, base, head }) =>
    base === null || head === null ? [] : [{ restart, base, head }],
  );
}

/** Share of reviews in which the rule calls any of the unchanged metrics slower. */
function falseAlarms(scenario: Scenario, rule: Rule): number {
  const random = seededRandom(SEED);
  const alarming = Array.from({ length: REVIEWS }, () =>
    Array.from({ length: METRICS_PER_REVIEW }, () =>
      rule(designOf(scenario, 1), scenario.noise, random),
    ).includes(true),
  );
  return mean(alarming.map(Number));
}

function share(scenario: Scenario, { rule, ratio }: { readonly rule: Rule; readonly ratio: number }): number {
  const random = seededRandom(SEED + Math.round(ratio * 100));
  return mean(
    Array.from({ length: POWER_TRIALS }, () =>
      Number(rule(designOf(scenario, ratio), scenario.noise, random)),
    ),
  );
}

function coverage(scenario: Scenario): { held: number; halfWidth: number } {
  const random = seededRandom(SEED);
  const intervals = Array.from({ length: 4000 }, () =>
    ratioInterval(pairsOf(designOf(scenario, 1), scenario.noise, random), 0.95),
  ).filter((interval) => interval !== null);
  return {
    held: mean(intervals.map(({ low, high }) => Number(low <= 1 && high >= 1))),
    halfWidth: mean(intervals.map(({ low, high }) => Math.log(high / low) / 2)),
  };
}

function singleRun(design: Design, noise: Noise, random: Random): number {
  const { base, head } = simulateBlocks(design, noise, random);
  return mean(head) / mean(base);
}

/** Normal approximation of Mann and Whitney, Ann. Math. Statist. 18 (1947); continuous values have no ties. */
function mannWhitneyZ(base: readonly number[], head: readonly number[]): number {
  const u = head.reduce((wins, slow) => wins + base.filter((fast) => slow > fast).length, 0);
  const pairs = base.length * head.length;
  return (u - pairs / 2) / Math.sqrt((pairs * (base.length + head.length + 1)) / 12);
}

function designOf({ restarts, pairs }: Scenario, ratio: number): Design {
  return { restarts, pairs, ratio, level: 20 };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(value: number): string {
  const decimals = value > 0 && value < 0.1 ? 1 : 0;
  return `${(value * 100).toFixed(decimals)} %`;
}
