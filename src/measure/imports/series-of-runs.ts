// Turns the results of many runs of base and head into series, so that the statistics of perfcrew's own gauges judge them.
import { IMPORTED_METRICS } from './imported.ts';
import type { Observation, Series } from '../measurement.ts';
import type { RunValue } from './run-values.ts';

/** One run of the command on each side; null where it failed. */
export interface RunRound {
  /** Every run is a fresh process, so that each round is a restart of its own. */
  readonly restart: number;
  readonly base: readonly RunValue[] | null;
  readonly control: readonly RunValue[] | null;
  readonly head: readonly RunValue[] | null;
}

export interface NamedSeries {
  /** The result's name in its tool. */
  readonly name: string;
  readonly series: readonly Series[];
}

/** Only what both sides have can be compared; the rest is told by `observeNames`. */
export function seriesOfRuns(rounds: readonly RunRound[]): NamedSeries[] {
  const lookups = rounds.map(({ restart, base, control, head }) => ({
    restart,
    base: lookup(base),
    control: lookup(control),
    head: lookup(head),
  }));
  const all = rounds.flatMap(({ base, control, head }) => [
    ...(base ?? []),
    ...(control ?? []),
    ...(head ?? []),
  ]);
  return [...Map.groupBy(all, ({ name }) => name)].flatMap(([name, values]) => {
    const metrics = new Set<string>(values.map(({ metric }) => metric));
    const series = METRIC_ORDER.filter((metric) => metrics.has(metric))
      .map((metric): Series => {
        const key = keyOf({ name, metric });
        const at = (run: ReadonlyMap<string, number>) => run.get(key) ?? null;
        return {
          metric,
          rounds: lookups.map(({ restart, base, control, head }) => ({
            restart,
            base: at(base),
            head: at(head),
            control: at(control),
          })),
        };
      })
      .filter(isOnBothSides);
    return series.length === 0 ? [] : [{ name, series }];
  });
}

const METRIC_ORDER = Object.keys(IMPORTED_METRICS);

function keyOf({ name, metric }: { readonly name: string; readonly metric: string }): string {
  return JSON.stringify([name, metric]);
}

function lookup(values: readonly RunValue[] | null): ReadonlyMap<string, number> {
  return new Map((values ?? []).map((one) => [keyOf(one), one.value]));
}

function isOnBothSides({ rounds }: Series): boolean {
  return rounds.some(({ base }) => base !== null) && rounds.some(({ head }) => head !== null);
}

/** Results that one side alone has: a benchmark that went away may be the one that got slow. */
export function observeNames(rounds: readonly RunRound[]): Observation[] {
  const namesOf = (sides: readonly ('base' | 'control' | 'head')[]) =>
    new Set(rounds.flatMap((round) => sides.flatMap((side) => (round[side] ?? []).map(({ name }) => name))));
  const base = namesOf(['base', 'control']);
  const head = namesOf(['head']);
  if (base.size === 0 || head.size === 0) return [];
  return [
    ...[...base]
      .filter((name) => !head.has(name))
      .map((name) => observation('result-gone', { name, title: `Head gives no result named «${name}»` })),
    ...[...head]
      .filter((name) => !base.has(name))
      .map((name) => observation('result-new', { name, title: `«${name}» is new: base has no such result` })),
  ];
}

function observation(
  kind: 'result-gone' | 'result-new',
  { name, title }: { readonly name: string; readonly title: string },
): Observation {
  const isGone = kind === 'result-gone';
  return {
    kind,
    side: 'head',
    severity: isGone ? 'warning' : 'note',
    title,
    detail: isGone
      ? 'Only what both sides measure can be compared. Keep the name, or remove the benchmark on purpose.'
      : 'It is compared from the next pull request on.',
    evidence: { base: null, head: null },
    clues: [name],
    location: null,
  };
}
