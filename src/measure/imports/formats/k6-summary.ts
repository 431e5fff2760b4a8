// k6's end-of-test summary: `--summary-export` (numbers right in the metric) and `handleSummary` (under `values`).
// Format: https://grafana.com/docs/k6/latest/results-output/end-of-test/custom-summary/
import { z } from 'zod';
import { collect } from '../collect.ts';
import type { NamedNumbers } from '../imported.ts';
import { readAs } from '../read-json.ts';
import { invalid, quote, type Source } from '../refuse.ts';
import { amount, hasKeys, isObject, type Format } from './format.ts';
import { isPart, WHOLE_ITERATION } from './k6-names.ts';
import { summary } from './requests.ts';

const mend = 'Run `k6 run --summary-export=FILE script.js` and name FILE in `results.file`.';
const EXPECTED = {
  schema: z.object({
    med: amount.nullish(),
    'p(95)': amount.nullish(),
    count: amount.nullish(),
    rate: amount.nullish(),
    value: z.number().nullish(),
  }),
  what: "a metric of k6's summary",
  mend,
};

export const k6Summary: Format<unknown> = {
  claims: (value) => {
    const metrics = metricsOf(value).map(([name]) => name);
    return ['http_reqs', 'iterations', 'vus', WHOLE_ITERATION].some((name) => metrics.includes(name));
  },
  parse(value, source) {
    const metrics = metricsOf(value);
    if (metrics.length > MOST_METRICS)
      throw invalid(source, { what: `holds ${metrics.length} metrics`, mend });
    const names = metrics.map(([name]) => name);
    const notes: string[] = [];
    const numbers = metrics.flatMap(([name, metric]) => {
      if (isSaidElsewhere(name, names)) return [];
      const found = numbersOf({ name, metric }, source);
      if (found.length === 0 && isTrend(metric)) notes.push(leftOut(name));
      return found;
    });
    return collect({ format: 'k6-summary', numbers, notes }, source);
  },
};

const MOST_METRICS = 5_000;

function metricsOf(value: unknown): [string, unknown][] {
  return isObject(value) && 'metrics' in value && isObject(value.metrics)
    ? Object.entries(value.metrics)
    : [];
}

const GOOD = 'http_req_duration{expected_response:true}';

/** k6 tells the duration of all answers and of the good ones; failures are quick and would flatter. */
function isSaidElsewhere(name: string, names: readonly string[]): boolean {
  if (name === 'http_req_duration') return names.includes(GOOD);
  if (name.startsWith('http_req_duration')) return false;
  if (name === WHOLE_ITERATION) return names.includes('http_req_duration');
  return isPart(name);
}

interface SummaryMetric {
  readonly name: string;
  readonly metric: unknown;
}

function numbersOf({ name, metric }: SummaryMetric, source: Source): NamedNumbers[] {
  const [, kind = name, tags = ''] = /^([^{]*)(\{.*\})?$/s.exec(name) ?? [];
  const isKnown = ['http_req_duration', 'http_req_failed', 'http_reqs'].includes(kind);
  if (!isKnown && !isTimeTrend(metric) && name !== WHOLE_ITERATION) return [];
  const nested = isObject(metric) && 'values' in metric ? metric.values : metric;
  const values = readAs(nested, EXPECTED, { path: `${source.path} (${quote(name)})` });
  const count = values.count ?? null;
  const requests = name === GOOD || tags === '' ? 'HTTP requests' : `HTTP requests ${tags}`;
  switch (kind) {
    case 'http_req_duration':
      return latencyOf(requests, { p50: values.med ?? null, p95: values['p(95)'] ?? null, count });
    case 'http_req_failed': {
      const value = values.rate ?? values.value ?? null;
      return value === null || value < 0
        ? []
        : [summary(requests, { metric: 'errors-per-request', statistic: 'fraction', value, count })];
    }
    case 'http_reqs':
      return values.rate == null
        ? []
        : [summary(requests, { metric: 'throughput-per-sec', statistic: 'rate', value: values.rate, count })];
    default:
      return values.med == null ? [] : [middle(name, { metric: 'result-ms', value: values.med, count })];
  }
}

interface Latency {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly count: number | null;
}

function latencyOf(name: string, { p50, p95, count }: Latency): NamedNumbers[] {
  const slow = { kind: 'summary', statistic: 'p95', value: p95 ?? 0, count } as const;
  return [
    ...(p50 === null ? [] : [middle(name, { metric: 'latency-p50-ms', value: p50, count })]),
    ...(p95 === null ? [] : [{ name, metric: 'latency-p95-ms', numbers: slow } as const]),
  ];
}

function middle(
  name: string,
  {
    metric,
    ...rest
  }: { readonly metric: NamedNumbers['metric']; readonly value: number; readonly count: number | null },
): NamedNumbers {
  return { name, metric, numbers: { kind: 'summary', statistic: 'median', ...rest } };
}

/** `--summary-export` does not say what a trend contains. */
function isTrend(metric: unknown): boolean {
  return hasKeys(metric, ['med']) || (isObject(metric) && 'type' in metric && metric.type === 'trend');
}

function isTimeTrend(metric: unknown): boolean {
  return isTrend(metric) && isObject(metric) && 'contains' in metric && metric.contains === 'time';
}

function leftOut(name: string): string {
  return `${quote(name)} is left out: the file does not say that it is a time, or has no median. Keep \`med\` in summaryTrendStats, and write the file in handleSummary.`;
}
