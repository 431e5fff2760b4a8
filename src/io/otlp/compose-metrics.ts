// The numbers of a review as an OTLP metrics request: a gauge per metric, with a point for each target and side.
//
// Form: ExportMetricsServiceRequest of opentelemetry-proto 1.x in the JSON encoding (opentelemetry.io/docs/specs/otlp,
// "JSON Protobuf Encoding"): lowerCamelCase keys, 64-bit integers as text. Units: UCUM, durations in seconds
// (opentelemetry.io/docs/specs/semconv/general/metrics, "Instrument units").
import type { MetricUnit } from '../../core/metric.ts';
import { SIDES, type Side } from '../../core/side.ts';
import { attributesOf, changeAttributes, type OtlpAttribute } from './attributes.ts';
import type { Reviewed, ReviewedMetric } from './reviewed.ts';
import { nanoseconds } from './nanoseconds.ts';

export interface OtlpMetric {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly gauge: { readonly dataPoints: readonly OtlpPoint[] };
}

interface OtlpPoint {
  readonly attributes: readonly OtlpAttribute[];
  readonly timeUnixNano: string;
  readonly asDouble: number;
}

/** Metrics no side gave a value for are left out. */
export function composeMetrics(reviewed: Reviewed): readonly OtlpMetric[] {
  const byName = Map.groupBy(reviewed.comparison.metrics, ({ metric }) => metric);
  return [...byName].flatMap(([id, rows]) => {
    const dataPoints = rows.flatMap((row) => SIDES.flatMap((side) => pointOf(reviewed, row, side)));
    const [first] = rows;
    if (first === undefined || dataPoints.length === 0) return [];
    const { name, unit } = instrumentOf(id, first.unit);
    return [{ name, description: first.label, unit, gauge: { dataPoints } }];
  });
}

function pointOf(reviewed: Reviewed, row: ReviewedMetric, side: Side): readonly OtlpPoint[] {
  const value = row[side];
  if (value === null || !Number.isFinite(value)) return [];
  const attributes = attributesOf({
    'perfcrew.gate': row.gate,
    'perfcrew.target': row.target,
    'perfcrew.side': side,
    'perfcrew.conclusion': row.conclusion,
    ...changeAttributes(reviewed),
  });
  const timeUnixNano = nanoseconds(Date.parse(reviewed.finishedAt));
  return [{ attributes, timeUnixNano, asDouble: row.unit === 'ms' ? value / 1000 : value }];
}

/** The unit stands beside the name and not in it. */
export function instrumentOf(id: string, unit: MetricUnit): { readonly name: string; readonly unit: string } {
  const bare = id
    .replace(/-ms$|(?<=throughput)-per-sec$/, '')
    .replace(/-per-sec$/, '-rate')
    .replace(/-bytes$/, '-size');
  return { name: `perfcrew.${bare.replaceAll('-', '_')}`, unit: UCUM[unit] };
}

const UCUM: Readonly<Record<MetricUnit, string>> = {
  ms: 's',
  'per-sec': '{request}/s',
  bytes: 'By',
  count: '1',
  score: '1',
  ratio: '1',
  blocks: '{block}',
  cost: '{cost}',
};
