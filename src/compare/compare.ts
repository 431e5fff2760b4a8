// Turns the samples of all measurements into one table: base, head, ratio, interval, and what may be concluded.
import { rulesOf } from '../config/change-rules.ts';
import type { Config } from '../config/config.ts';
import { isMetricId, METRICS, type MetricId } from '../core/metric.ts';
import type { Measurement, Series } from '../measure/measurement.ts';
import { pairedRounds } from '../measure/paired-rounds.ts';
import type { Confidence } from '../stats/decide-effect.ts';
import { estimateEffect, type Effect } from '../stats/effect.ts';
import { median } from '../stats/quantile.ts';
import type { PairedRound } from '../stats/round-contrasts.ts';
import type { Comparison, MetricComparison } from './comparison.ts';
import { judgeExact } from './judge-exact.ts';
import { judgeNoisy, type Judgement } from './judge-noisy.ts';
import { reviewConfidence } from './review-confidence.ts';

export function compare(measurements: readonly Measurement[], config: Config): Comparison {
  const entries = measurements.flatMap(entriesOf);
  const noisy = entries.filter(({ metric }) => METRICS[metric].evidence !== 'exact');
  const confidence = reviewConfidence(noisy.map(({ effect }) => effect));
  return {
    document: 'comparison',
    version: 1,
    metrics: entries.map((entry) => compareSeries(entry, { config, confidence })),
    unmeasured: measurements.flatMap(unmeasuredOf),
  };
}

interface Entry {
  readonly measurement: Measurement;
  readonly metric: MetricId;
  readonly series: Series;
  readonly rounds: readonly PairedRound[];
  /** Null for exact metrics, and where the rounds tell nothing. */
  readonly effect: Effect | null;
}

function entriesOf(measurement: Measurement): Entry[] {
  if (measurement.outcome.status === 'unmeasured') return [];
  return measurement.outcome.series.flatMap((series) => {
    const { metric } = series;
    if (!isMetricId(metric)) return [];
    const rounds = pairedRounds(series);
    const effect = METRICS[metric].evidence === 'exact' ? null : estimateEffect(rounds);
    return [{ measurement, metric, series, rounds, effect }];
  });
}

function compareSeries(
  { measurement, metric, series, rounds, effect }: Entry,
  { config, confidence }: { readonly config: Config; readonly confidence: Confidence },
): MetricComparison {
  const rules = rulesOf(metric, config);
  const { label, unit, better, evidence } = METRICS[metric];
  // What base's second process gave is base's as well: it shows whether an exact number repeats.
  const baseValues = series.rounds.flatMap(({ base, control }) => [base ?? [], control ?? []].flat());
  const headValues = series.rounds.flatMap(({ head }) => head ?? []);
  const base = median(baseValues);
  const head = median(headValues);
  const row = { gate: measurement.gate, target: measurement.target, metric, label, unit, better, evidence };
  const judgement = judge();
  return { ...row, base, head, pairs: rounds.length, floor: rules.floor, ...judgement };

  function judge(): Judgement {
    if (base === null || head === null) return oneSided(series, { base, head });
    const sides = { base, head };
    if (evidence === 'exact') return judgeExact({ baseValues, headValues, sides, rules });
    const confirmedFrom = series.confirmedFrom ?? null;
    return judgeNoisy({ rounds, effect, confirmedFrom, sides, rules, confidence });
  }
}

function oneSided(
  series: Series,
  { base, head }: { readonly base: number | null; readonly head: number | null },
): Judgement {
  const silent = base === null && head === null ? 'either side' : base === null ? 'base' : 'head';
  const rounds = series.rounds.length;
  const need = `a value of ${silent}: ${rounds === 0 ? 'no round was run' : `none of ${rounds} rounds gave one`}`;
  return {
    ratio: null,
    interval: null,
    detectable: null,
    noise: null,
    confirmed: null,
    conclusion: 'inconclusive',
    need,
  };
}

function unmeasuredOf({ gate, target, outcome }: Measurement): Comparison['unmeasured'] {
  if (outcome.status === 'unmeasured') {
    const { reason, mend, causedByHead } = outcome;
    return [{ gate, target, reason, mend, causedByHead }];
  }
  const unknown = outcome.series.map(({ metric }) => metric).filter((metric) => !isMetricId(metric));
  if (unknown.length === 0) return [];
  const reason = `The measurement holds metrics this version does not know: ${unknown.join(', ')}.`;
  return [
    {
      gate,
      target,
      reason,
      mend: 'Measure and compare with the same version of perfcrew.',
      causedByHead: false,
    },
  ];
}
