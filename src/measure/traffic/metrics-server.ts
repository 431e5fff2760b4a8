// The metrics server as this folder needs it; io/prometheus is one.

export interface MetricsSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly { readonly atMs: number; readonly value: number }[];
}

export interface MetricsServer {
  /** Values at one moment. */
  query(promql: string, atMs: number): Promise<readonly MetricsSeries[]>;
  /** Values at regular moments. */
  queryRange(promql: string, span: Span): Promise<readonly MetricsSeries[]>;
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
}

/** One key for the same labels in any order. */
export function labelKey(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(labels).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
