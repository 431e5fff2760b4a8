// What the result file of another tool says, in perfcrew's words: named numbers with their unit, direction and raw samples.
import { METRICS, type Metric } from '../../core/metric.ts';

export const RESULT_FORMATS = [
  'k6-summary',
  'k6-points',
  'jmeter-csv',
  'jmeter-xml',
  'hyperfine',
  'tinybench',
  'vitest-bench',
  'benchmarkjs',
  'go',
  'go-json',
  'criterion',
  'cargo-criterion',
  'pytest-benchmark',
] as const;
export type ResultFormat = (typeof RESULT_FORMATS)[number];

/**
 * Numbers of tools that perfcrew knows nothing more of: no smallest absolute change, since they reach from nanoseconds to minutes.
 * Load tools share the metrics of perfcrew's own load gate.
 */
export const IMPORTED_METRICS = {
  'latency-p50-ms': METRICS['latency-p50-ms'],
  'latency-p95-ms': METRICS['latency-p95-ms'],
  'throughput-per-sec': METRICS['throughput-per-sec'],
  'errors-per-request': METRICS['errors-per-request'],
  'result-ms': imported({ label: 'Result: time', unit: 'ms', better: 'lower', evidence: 'timed' }),
  'result-per-sec': imported({
    label: 'Result: rate',
    unit: 'per-sec',
    better: 'higher',
    evidence: 'timed',
  }),
  'result-bytes': imported({ label: 'Result: bytes', unit: 'bytes', better: 'lower', evidence: 'counted' }),
  'result-count': imported({ label: 'Result: count', unit: 'count', better: 'lower', evidence: 'counted' }),
} as const satisfies Readonly<Record<string, Metric>>;

export type ImportedMetric = keyof typeof IMPORTED_METRICS;

/** Raw samples where the file holds them, else the one statistic of its summary that stands for the run. */
export type Numbers =
  | { readonly kind: 'samples'; readonly samples: readonly number[]; readonly take: 'median' | 'p95' }
  | {
      readonly kind: 'summary';
      readonly statistic: 'median' | 'mean' | 'p95' | 'rate' | 'fraction';
      readonly value: number;
      /** How many samples it summarises; null where the file does not say. */
      readonly count: number | null;
    };

export interface ImportedResult {
  /** As the tool calls it: a benchmark, a request, a command. */
  readonly name: string;
  readonly metric: ImportedMetric;
  readonly unit: Metric['unit'];
  readonly better: Metric['better'];
  /** In `unit`, whatever the file's own unit is. */
  readonly numbers: Numbers;
}

export interface ImportedFile {
  readonly format: ResultFormat;
  readonly results: readonly ImportedResult[];
  /** What was left out of the file and why, one sentence each. */
  readonly notes: readonly string[];
}

export interface NamedNumbers {
  readonly name: string;
  readonly metric: ImportedMetric;
  readonly numbers: Numbers;
}

function imported(metric: Pick<Metric, 'label' | 'unit' | 'better' | 'evidence'>): Metric {
  return { ...metric, floor: 0.05, minimumChange: 0, role: 'gate' };
}
