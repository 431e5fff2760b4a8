// Absolute limits: what the user will not go beyond, however slow base was already.
import type { Config } from '../config/config.ts';
import { formatQuantity } from '../core/format/format-quantity.ts';
import { isMetricId, type MetricId } from '../core/metric.ts';
import type { Measurement } from '../measure/measurement.ts';
import { lowerMedianBound } from '../stats/median-bound.ts';
import type { MetricComparison } from './comparison.ts';
import { inSentence } from './describe-change.ts';
import { type Draft, NO_EVIDENCE } from './draft.ts';

/** At most one draft: a row whose head median is beyond its budget. */
export function draftBudget(
  row: MetricComparison,
  { config, measurement }: { readonly config: Config; readonly measurement: Measurement | undefined },
): Draft[] {
  const { metric, base, head } = row;
  if (!isMetricId(metric) || head === null) return [];
  const limit = limitOf(config, { target: row.target, metric });
  if (limit === null || !exceeds(head, limit, row.better)) return [];
  const old = base !== null && exceeds(base, limit, row.better) && row.conclusion !== 'regressed';
  const unsure =
    row.evidence === 'timed' && !surelyExceeds(headValues(measurement, metric), limit, row.better);
  const value = formatQuantity(head, row.unit);
  const was = base === null ? '' : ` (base ${formatQuantity(base, row.unit)})`;
  const why = old
    ? ' Base exceeds it as well and head is not worse, so it does not fail.'
    : unsure
      ? ' Its rounds lie on both sides of the limit, so it does not fail.'
      : '';
  return [
    {
      finding: {
        kind: 'budget',
        gate: row.gate,
        target: row.target,
        severity: old || unsure ? 'warning' : 'error',
        title: `${row.target}: ${inSentence(row.label)} ${value} breaks its budget of ${formatQuantity(limit, row.unit)}${was}`,
        detail: `The budget for ${metric} of ${row.target} is ${formatQuantity(limit, row.unit)}; the median on head is ${value}${was}.${why}`,
        evidence: NO_EVIDENCE,
      },
      location: null,
      clues: [],
      route: null,
      subject: metric,
      size: limit > 0 && head > 0 ? Math.abs(Math.log(head / limit)) : Infinity,
    },
  ];
}

/** The target's own budget goes before the one for all. */
function limitOf(
  config: Config,
  { target, metric }: { readonly target: string; readonly metric: MetricId },
): number | null {
  const own = Object.hasOwn(config.budgets, target) ? config.budgets[target]?.[metric] : undefined;
  return own ?? config.budgets['*']?.[metric] ?? null;
}

function exceeds(value: number, limit: number, better: MetricComparison['better']): boolean {
  return better === 'lower' ? value > limit : value < limit;
}

function surelyExceeds(
  values: readonly number[],
  limit: number,
  better: MetricComparison['better'],
): boolean {
  const sign = better === 'lower' ? 1 : -1;
  const bound = lowerMedianBound(values.map((value) => sign * value));
  return bound !== null && bound > sign * limit;
}

function headValues(measurement: Measurement | undefined, metric: MetricId): number[] {
  if (measurement?.outcome.status !== 'measured') return [];
  return measurement.outcome.series
    .filter((series) => series.metric === metric)
    .flatMap(({ rounds }) => rounds.flatMap(({ head }) => head ?? []));
}
