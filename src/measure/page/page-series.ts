// From page loads to series: one number per metric, side and run.
import type { MetricId } from '../../core/metric.ts';
import type { PageFacts } from '../../ports/page-driver.ts';
import type { Series } from '../measurement.ts';
import type { PagePair } from './page-record.ts';

const READINGS = {
  'performance-score': (facts) => facts.performanceScore,
  'lcp-ms': (facts) => facts.lcpMs,
  'fcp-ms': (facts) => facts.fcpMs,
  'tbt-ms': (facts) => facts.tbtMs,
  'si-ms': (facts) => facts.siMs,
  cls: (facts) => facts.cls,
  'script-bytes': (facts) => transferred(facts.requests.filter(({ type }) => type === 'Script')),
  'page-bytes': (facts) => transferred(facts.requests),
  'page-requests': (facts) => facts.requests.length,
} as const satisfies Partial<Record<MetricId, (facts: PageFacts) => number | null>>;

export function pageSeries(pairs: readonly PagePair[]): Series[] {
  return Object.entries(READINGS).map(([metric, read]) => ({
    metric,
    rounds: pairs.map(({ restart, base, head }) => ({
      restart,
      base: base === null ? null : read(base.facts),
      head: head === null ? null : read(head.facts),
    })),
  }));
}

function transferred(requests: PageFacts['requests']): number {
  return requests.reduce((sum, { transferBytes }) => sum + transferBytes, 0);
}
