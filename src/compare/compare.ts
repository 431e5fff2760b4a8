// Turns the samples of all measurements into one table: base, head, ratio, interval, and what may be concluded.
import type { Config } from '../config/config.ts';
import { isMetricId, METRICS, type MetricId } from '../core/metric.ts';
import type { Measurement, Series } from '../measure/measurement.ts';
import type { Pair } from '../stats/ratio-interval.ts';
import { median } from '../stats/quantile.ts';
import type { Comparison, MetricComparison } from './comparison.ts';
import { judgeExact } from './judge-exact.ts';
import { judgeNoisy, type Judgement } from './judge-noisy.ts';
import { changeConfidence } from './review-confidence.ts';
import { rulesOf } from './rules.ts';

export function compare(measurements: readonly Measurement[], config: Config): Comparison {
  const entries = measurements.flatMap(seriesOf);
  const noisy = entries.filter(({ metric }) => METRICS[metric].evidence === 'timed').length;
  const confidence = changeConfidence(noisy);
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
}

function seriesOf(measurement: Measurement): Entry[] {
  if (measurement.outcome.status === 'unmeasured') return [];
  return measurement.outcome.series.flatMap((series) =>
    isMetricId(series.metric) ? [{ measurement, metric: series.metric, series }] : [],
  );
}

function compareSeries(
  { measurement, metric, series }: Entry,
  { config, confidence }: { readonly config: Config; readonly confidence: number },
): MetricComparison {
  const rules = rulesOf(metric, config);
  const { label, unit, better, evidence } = METRICS[metric];
  const baseValues = series.rounds.flatMap(({ base }) => base ?? []);
  const headValues = series.rounds.flatMap(({ head }) => head ?? []);
  const pairs = pairsOf(series);
  const base = median(baseValues);
  const head = median(headValues);
  const row = { gate: measurement.gate, target: measurement.target, metric, label, unit, better, evidence };
  const judgement = judge();
  return { ...row, base, head, pairs: pairs.length, floor: rules.floor, ...judgement };

  function judge(): Judgement {
    if (base === null || head === null) return oneSided(series, { base, head });
    const sides = { base, head };
    if (evidence === 'exact') return judgeExact({ baseValues, headValues, sides, rules });
    return judgeNoisy({ pairs, sides, rules, confidence });
  }
}

function pairsOf(series: Series): Pair[] {
  return series.rounds.flatMap(({ restart, base, head }) =>
    base === null || head === null ? [] : [{ restart, base, head }],
  );
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
