// Production beside what was measured, route by route, the busiest first. It is shown and never compared: other machines, other load.
import type { MetricId } from '../../core/metric.ts';
import { formatDuration } from '../../core/format/format-duration.ts';
import { formatNumber } from '../../core/format/format-number.ts';
import { formatQuantity } from '../../core/format/format-quantity.ts';
import type { RouteTraffic } from '../../plan/production-baseline.ts';
import { formatMoment } from '../format/format-moment.ts';
import type { Report } from '../report.ts';

export interface ProductionBeside {
  /** From when to when, from which metric, and how much of all traffic the routes are. */
  readonly lead: string;
  readonly head: readonly string[];
  /** One letter a column. */
  readonly align: string;
  /** Not escaped: names are the configuration's. */
  readonly rows: readonly (readonly string[])[];
}

/** Null where production was not asked, the reason why there is nothing where it did not answer. */
export function productionBeside(report: Report): ProductionBeside | { readonly failed: string } | null {
  const { production } = report.plan;
  if (production === undefined) return null;
  if (production.status === 'failed') {
    const { reason, mend } = production;
    return {
      failed: `No traffic from production, so routes weigh what the configuration says. ${reason} ${mend}`,
    };
  }
  const { baseline, weights } = production;
  const weightOf = new Map(weights.map(({ target, weight }) => [target, weight]));
  const rows = baseline.routes
    .toSorted((one, other) => (other.requestsPerSecond ?? -1) - (one.requestsPerSecond ?? -1))
    .map((route) => rowOf(route, weightOf.get(route.target), report));
  return {
    lead: leadOf(production),
    head: ['Route', 'Requests', 'Busiest', 'Weight', 'p50 there', 'p95 there', 'p50 here', 'p95 here'],
    align: 'lrrrrrrr',
    rows,
  };
}

function rowOf(route: RouteTraffic, weight: number | undefined, report: Report): readonly string[] {
  const { target, requestsPerSecond, peakRequestsPerSecond, latency, sharedWith } = route;
  const about = latency?.isApproximate === true ? '≈ ' : '';
  const shared = sharedWith.length > 0 ? ' (shared)' : '';
  return [
    target,
    requestsPerSecond === null ? 'not known' : `${formatQuantity(requestsPerSecond, 'per-sec')}${shared}`,
    formatQuantity(peakRequestsPerSecond, 'per-sec'),
    weight === undefined ? '–' : formatNumber(weight),
    withSign(about, latency?.p50Ms),
    withSign(about, latency?.p95Ms),
    measured('latency-p50-ms', target, report),
    measured('latency-p95-ms', target, report),
  ];
}

function withSign(sign: string, valueMs: number | null | undefined): string {
  return valueMs === null || valueMs === undefined ? '–' : `${sign}${formatDuration(valueMs)}`;
}

function measured(metric: MetricId, target: string, { comparison }: Report): string {
  const row = comparison.metrics.find((one) => one.metric === metric && one.target === target);
  return row === undefined
    ? '–'
    : `${formatQuantity(row.base, row.unit)} → ${formatQuantity(row.head, row.unit)}`;
}

function leadOf({ baseline, weights }: Extract<Report['plan']['production'], { status: 'read' }>): string {
  const { window, metric, coverage, unmatched } = baseline;
  const source = metric === null ? 'the configured queries' : metric;
  const share =
    coverage === null ? '' : ` The routes take ${formatNumber(coverage * 100)} % of its requests.`;
  const [heaviest] = unmatched;
  const other =
    heaviest === undefined
      ? ''
      : ` Not configured, the heaviest: ${heaviest.name} (${formatQuantity(heaviest.requestsPerSecond, 'per-sec')}).`;
  const weighed =
    weights.length === 0
      ? ' Routes weighed what the configuration says.'
      : ` ${formatNumber(weights.length)} of ${formatNumber(baseline.routes.length)} routes have their weight from it.`;
  return `${formatMoment(window.from)} to ${formatMoment(window.to)}, by ${source}.${share}${weighed}${other} Shown beside the measurement (base → head), never compared with it.`;
}
