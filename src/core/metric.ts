// Every number perfcrew can compare: its unit, which way is better, and how it may be trusted.
export const METRIC_UNITS = ['ms', 'per-sec', 'bytes', 'count', 'score', 'ratio', 'blocks', 'cost'] as const;
export type MetricUnit = (typeof METRIC_UNITS)[number];

export interface Metric {
  readonly label: string;
  readonly unit: MetricUnit;
  readonly better: 'lower' | 'higher';
  /** `exact` numbers repeat to the digit on unchanged code; `timed` ones do not. */
  readonly evidence: 'exact' | 'timed';
  /** Smallest relative change worth telling a person (0.03 = 3 %). */
  readonly floor: number;
  /** Smallest absolute change worth telling, in the unit: 2 ms of 10 ms is a lot relatively and nothing to a user. */
  readonly minimumChange: number;
  /** `gate` numbers can fail a pull request, `watch` ones are only shown. */
  readonly role: 'gate' | 'watch';
}

const timed = { better: 'lower', evidence: 'timed', role: 'gate' } as const;
const exact = { better: 'lower', evidence: 'exact', role: 'gate' } as const;

export const METRICS = {
  'latency-p50-ms': { ...timed, label: 'Latency p50', unit: 'ms', floor: 0.1, minimumChange: 0.5 },
  'latency-p95-ms': { ...timed, label: 'Latency p95', unit: 'ms', floor: 0.15, minimumChange: 1 },
  'latency-p99-ms': {
    ...timed,
    label: 'Latency p99',
    unit: 'ms',
    floor: 0.2,
    minimumChange: 2,
    role: 'watch',
  },
  'throughput-per-sec': {
    ...timed,
    label: 'Throughput',
    unit: 'per-sec',
    better: 'higher',
    floor: 0.1,
    minimumChange: 1,
  },
  'cpu-per-request-ms': {
    ...timed,
    label: 'Server CPU per request',
    unit: 'ms',
    floor: 0.1,
    minimumChange: 0.05,
  },
  'rss-bytes': {
    ...timed,
    label: 'Server memory (RSS)',
    unit: 'bytes',
    floor: 0.2,
    minimumChange: 10_000_000,
    role: 'watch',
  },
  'errors-per-request': { ...exact, label: 'Failed requests', unit: 'ratio', floor: 0, minimumChange: 0.001 },
  'response-bytes': { ...exact, label: 'Response size', unit: 'bytes', floor: 0.1, minimumChange: 1024 },
  'queries-per-request': {
    ...exact,
    label: 'Queries per request',
    unit: 'count',
    floor: 0.1,
    minimumChange: 1,
  },
  'performance-score': {
    ...timed,
    label: 'Lighthouse performance',
    unit: 'score',
    better: 'higher',
    floor: 0.05,
    minimumChange: 5,
  },
  'lcp-ms': { ...timed, label: 'Largest Contentful Paint', unit: 'ms', floor: 0.1, minimumChange: 100 },
  'fcp-ms': { ...timed, label: 'First Contentful Paint', unit: 'ms', floor: 0.1, minimumChange: 100 },
  'tbt-ms': { ...timed, label: 'Total Blocking Time', unit: 'ms', floor: 0.15, minimumChange: 50 },
  'si-ms': { ...timed, label: 'Speed Index', unit: 'ms', floor: 0.1, minimumChange: 100, role: 'watch' },
  cls: {
    ...exact,
    label: 'Cumulative Layout Shift',
    unit: 'score',
    floor: 0.1,
    minimumChange: 0.05,
    role: 'watch',
  },
  'script-bytes': { ...exact, label: 'Script bytes', unit: 'bytes', floor: 0.05, minimumChange: 5_000 },
  'page-bytes': { ...exact, label: 'Page bytes', unit: 'bytes', floor: 0.05, minimumChange: 10_000 },
  'page-requests': { ...exact, label: 'Page requests', unit: 'count', floor: 0.1, minimumChange: 2 },
  'plan-cost': {
    ...exact,
    label: 'Planner cost',
    unit: 'cost',
    floor: 0.2,
    minimumChange: 10,
    role: 'watch',
  },
  buffers: { ...exact, label: 'Buffers touched', unit: 'blocks', floor: 0.2, minimumChange: 50 },
  'execution-ms': {
    ...timed,
    label: 'Execution time',
    unit: 'ms',
    floor: 1,
    minimumChange: 10,
    role: 'watch',
  },
  'duration-ms': { ...timed, label: 'Duration', unit: 'ms', floor: 0.1, minimumChange: 50 },
} as const satisfies Record<string, Metric>;

export type MetricId = keyof typeof METRICS;

export function isMetricId(id: string): id is MetricId {
  return Object.hasOwn(METRICS, id);
}
