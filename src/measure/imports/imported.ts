// What the result file of another tool says, in perfcrew's words: named numbers with their unit, direction and raw samples.
import { METRICS, type Metric } from '../../core/metric.ts';
import type { ResultFormat } from '../../core/result-format.ts';

/** Load tools share the metrics of perfcrew's own load gate. */
export const IMPORTED_METRICS = {
  // How long the command itself took, where it writes no results.
  'duration-ms': METRICS['duration-ms'],
  'latency-p50-ms': METRICS['latency-p50-ms'],
  'latency-p95-ms': METRICS['latency-p95-ms'],
  'throughput-per-sec': METRICS['throughput-per-sec'],
  'errors-per-request': METRICS['errors-per-request'],
  'result-ms': METRICS['result-ms'],
  'result-per-sec': METRICS['result-per-sec'],
  'result-bytes': METRICS['result-bytes'],
  'result-count': METRICS['result-count'],
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
