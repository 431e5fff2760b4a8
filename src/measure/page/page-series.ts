// From visits to series: one number per metric, lane and visit, and one per side from Lighthouse.
import type { MetricId } from '../../core/metric.ts';
import type { LighthouseFacts, PageSample } from '../../ports/page-driver.ts';
import type { Series } from '../measurement.ts';
import type { Sequence } from '../sequence.ts';
import type { PageRecord, PageRound } from './page-record.ts';

const READINGS = {
  'page-requests': ({ requests }) => requests.length,
  'page-bytes': ({ requests }) => transferred(requests),
  'script-bytes': ({ requests }) => transferred(requests.filter(({ type }) => type === 'Script')),
  'image-bytes': ({ requests }) => transferred(requests.filter(({ type }) => type === 'Image')),
  'script-ms': ({ scriptMs }) => scriptMs,
  'main-thread-ms': ({ mainThreadMs }) => mainThreadMs,
  'lcp-ms': ({ lcpMs }) => lcpMs,
  'fcp-ms': ({ fcpMs }) => fcpMs,
  'tbt-ms': ({ tbtMs }) => tbtMs,
  'longest-task-ms': ({ longestTaskMs }) => longestTaskMs,
  cls: ({ cls }) => cls,
} as const satisfies Partial<Record<MetricId, (sample: PageSample) => number | null>>;

const AUDIT_READINGS = {
  'unused-bytes': ({ unused }) => unused.reduce((sum, { wastedBytes }) => sum + wastedBytes, 0),
  'performance-score': ({ performanceScore }) => performanceScore,
  'lighthouse-lcp-ms': ({ lcpMs }) => lcpMs,
  'lighthouse-tbt-ms': ({ tbtMs }) => tbtMs,
  'si-ms': ({ siMs }) => siMs,
} as const satisfies Partial<Record<MetricId, (facts: LighthouseFacts) => number | null>>;

/** What statistics are made of. */
export function sampleSeries(rounds: readonly PageRound[], { confirmedFrom }: Sequence): Series[] {
  return Object.entries(READINGS).map(([metric, read]) => {
    const value = (sample: PageSample | null): number | null => (sample === null ? null : read(sample));
    return {
      metric,
      rounds: rounds.map(({ restart, base, control, head }) => ({
        restart,
        base: value(base),
        control: value(control),
        head: value(head),
      })),
      ...(confirmedFrom === null ? {} : { confirmedFrom }),
    };
  });
}

/** One run on each side; nothing where Lighthouse got through on neither. */
export function auditSeries({ base, head }: PageRecord['audits']): Series[] {
  if (base === null && head === null) return [];
  return Object.entries(AUDIT_READINGS).map(([metric, read]) => ({
    metric,
    rounds: [
      {
        restart: 0,
        base: base === null ? null : read(base.facts),
        head: head === null ? null : read(head.facts),
      },
    ],
  }));
}

function transferred(requests: PageSample['requests']): number {
  return requests.reduce((sum, { transferBytes }) => sum + transferBytes, 0);
}
