// Every number perfcrew can compare: its unit, which way is better, and how it may be trusted.
export const METRIC_UNITS = ['ms', 'per-sec', 'bytes', 'count', 'score', 'ratio', 'blocks', 'cost'] as const;
export type MetricUnit = (typeof METRIC_UNITS)[number];

export const EVIDENCE = ['exact', 'counted', 'timed'] as const;
export type Evidence = (typeof EVIDENCE)[number];

export interface Metric {
  readonly label: string;
  readonly unit: MetricUnit;
  readonly better: 'lower' | 'higher';
  /**
   * `exact` numbers repeat to the digit on unchanged code. `counted` ones count work (CPU time, allocated bytes): nearly
   * so, and hardly touched by what else the machine does. `timed` ones are times on the wall clock, the noisiest.
   */
  readonly evidence: Evidence;
  /** Smallest relative change worth telling a person (0.03 = 3 %). */
  readonly floor: number;
  /** Smallest absolute change worth telling, in the unit: 2 ms of 10 ms is a lot relatively and nothing to a user. */
  readonly minimumChange: number;
  /** `gate` numbers can fail a pull request, `watch` ones are only shown. */
  readonly role: 'gate' | 'watch';
}

const exact = { better: 'lower', evidence: 'exact', role: 'gate' } as const;
const counted = { better: 'lower', evidence: 'counted', role: 'gate' } as const;
const timed = { better: 'lower', evidence: 'timed', role: 'gate' } as const;
const watch = { role: 'watch' } as const;

/** In the order people should read them: facts before timings. */
export const METRICS = {
  'queries-per-request': {
    ...exact,
    label: 'Queries per request',
    unit: 'count',
    floor: 0.1,
    minimumChange: 1,
  },
  'errors-per-request': { ...exact, label: 'Failed requests', unit: 'ratio', floor: 0, minimumChange: 0.001 },
  'response-bytes': { ...exact, label: 'Response size', unit: 'bytes', floor: 0.1, minimumChange: 1024 },
  'cpu-per-request-ms': {
    ...counted,
    label: 'Server CPU per request',
    unit: 'ms',
    floor: 0.03,
    minimumChange: 0.02,
  },
  'allocated-per-request-bytes': {
    ...counted,
    label: 'Allocated per request',
    unit: 'bytes',
    floor: 0.1,
    minimumChange: 2048,
  },
  'gc-per-request-ms': {
    ...counted,
    ...watch,
    label: 'Garbage collection per request',
    unit: 'ms',
    floor: 0.2,
    minimumChange: 0.02,
  },
  'heap-used-bytes': {
    ...counted,
    ...watch,
    label: 'Heap in use',
    unit: 'bytes',
    floor: 0.2,
    minimumChange: 5_000_000,
  },
  'rss-bytes': {
    ...counted,
    ...watch,
    label: 'Server memory (RSS)',
    unit: 'bytes',
    floor: 0.2,
    minimumChange: 10_000_000,
  },
  'heap-growth-bytes': {
    ...counted,
    label: 'Live heap growth per 1,000 requests',
    unit: 'bytes',
    floor: 0.2,
    minimumChange: 20_000,
  },
  'latency-p50-ms': { ...timed, label: 'Latency p50', unit: 'ms', floor: 0.05, minimumChange: 0.2 },
  'latency-p95-ms': { ...timed, label: 'Latency p95', unit: 'ms', floor: 0.15, minimumChange: 1 },
  'latency-p99-ms': { ...timed, ...watch, label: 'Latency p99', unit: 'ms', floor: 0.2, minimumChange: 2 },
  'throughput-per-sec': {
    ...timed,
    label: 'Throughput',
    unit: 'per-sec',
    better: 'higher',
    floor: 0.05,
    minimumChange: 1,
  },
  'event-loop-delay-p99-ms': {
    ...timed,
    ...watch,
    label: 'Event-loop delay p99',
    unit: 'ms',
    floor: 0.3,
    minimumChange: 5,
  },
  'open-loop-p50-ms': {
    ...timed,
    ...watch,
    label: 'Latency p50 at a constant rate',
    unit: 'ms',
    floor: 0.2,
    minimumChange: 1,
  },
  'open-loop-p99-ms': {
    ...timed,
    ...watch,
    label: 'Latency p99 at a constant rate',
    unit: 'ms',
    floor: 0.3,
    minimumChange: 5,
  },
  'peak-throughput-per-sec': {
    ...timed,
    ...watch,
    label: 'Peak throughput',
    unit: 'per-sec',
    better: 'higher',
    floor: 0.1,
    minimumChange: 1,
  },
  'knee-connections': {
    ...timed,
    ...watch,
    label: 'Connections at the knee',
    unit: 'count',
    better: 'higher',
    floor: 0.5,
    minimumChange: 10,
  },
  'page-requests': { ...exact, label: 'Page requests', unit: 'count', floor: 0.1, minimumChange: 2 },
  'page-bytes': { ...exact, label: 'Page bytes', unit: 'bytes', floor: 0.05, minimumChange: 10_000 },
  'script-bytes': { ...exact, label: 'Script bytes', unit: 'bytes', floor: 0.05, minimumChange: 5_000 },
  'image-bytes': { ...exact, label: 'Image bytes', unit: 'bytes', floor: 0.05, minimumChange: 10_000 },
  'unused-bytes': {
    ...exact,
    ...watch,
    label: 'Unused script and style bytes',
    unit: 'bytes',
    floor: 0.1,
    minimumChange: 10_000,
  },
  'script-ms': { ...counted, label: 'Script time', unit: 'ms', floor: 0.1, minimumChange: 10 },
  'main-thread-ms': { ...counted, label: 'Main-thread time', unit: 'ms', floor: 0.1, minimumChange: 20 },
  'lcp-ms': { ...timed, label: 'Largest Contentful Paint', unit: 'ms', floor: 0.1, minimumChange: 50 },
  'fcp-ms': { ...timed, label: 'First Contentful Paint', unit: 'ms', floor: 0.1, minimumChange: 50 },
  'tbt-ms': { ...timed, label: 'Total Blocking Time', unit: 'ms', floor: 0.15, minimumChange: 30 },
  'longest-task-ms': {
    ...timed,
    ...watch,
    label: 'Longest task (stands in for INP)',
    unit: 'ms',
    floor: 0.2,
    minimumChange: 50,
  },
  cls: {
    ...exact,
    ...watch,
    label: 'Cumulative Layout Shift',
    unit: 'score',
    floor: 0.1,
    minimumChange: 0.05,
  },
  'performance-score': {
    ...timed,
    ...watch,
    label: 'Lighthouse performance',
    unit: 'score',
    better: 'higher',
    floor: 0.05,
    minimumChange: 5,
  },
  'lighthouse-lcp-ms': {
    ...timed,
    ...watch,
    label: 'Largest Contentful Paint (Lighthouse)',
    unit: 'ms',
    floor: 0.15,
    minimumChange: 200,
  },
  'lighthouse-tbt-ms': {
    ...timed,
    ...watch,
    label: 'Total Blocking Time (Lighthouse)',
    unit: 'ms',
    floor: 0.2,
    minimumChange: 100,
  },
  'si-ms': {
    ...timed,
    ...watch,
    label: 'Speed Index (Lighthouse)',
    unit: 'ms',
    floor: 0.15,
    minimumChange: 200,
  },
  buffers: { ...exact, label: 'Buffers touched', unit: 'blocks', floor: 0.2, minimumChange: 50 },
  'plan-cost': { ...exact, ...watch, label: 'Planner cost', unit: 'cost', floor: 0.2, minimumChange: 10 },
  'execution-ms': { ...timed, ...watch, label: 'Execution time', unit: 'ms', floor: 1, minimumChange: 10 },
  'duration-ms': { ...timed, label: 'Duration', unit: 'ms', floor: 0.1, minimumChange: 50 },
  // Of other tools, of which perfcrew knows nothing more: no smallest absolute change, as they reach from nanoseconds to minutes.
  'result-ms': { ...timed, label: 'Result: time', unit: 'ms', floor: 0.05, minimumChange: 0 },
  'result-per-sec': {
    ...timed,
    label: 'Result: rate',
    unit: 'per-sec',
    better: 'higher',
    floor: 0.05,
    minimumChange: 0,
  },
  'result-bytes': { ...counted, label: 'Result: bytes', unit: 'bytes', floor: 0.05, minimumChange: 0 },
  'result-count': { ...counted, label: 'Result: count', unit: 'count', floor: 0.05, minimumChange: 0 },
} as const satisfies Record<string, Metric>;

export type MetricId = keyof typeof METRICS;

export function isMetricId(id: string): id is MetricId {
  return Object.hasOwn(METRICS, id);
}
