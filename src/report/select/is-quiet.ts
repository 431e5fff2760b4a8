// A pull request that changes nothing deserves three lines, not a page.
import type { Report } from '../report.ts';
import { sortFindings } from './sort-findings.ts';
import { looseReasons } from './sort-reasons.ts';
import { sortMetrics } from './sort-metrics.ts';

export function isQuiet(report: Report): boolean {
  return (
    report.verdict.conclusion === 'pass' &&
    sortMetrics(report).changed.length === 0 &&
    sortFindings(report).loud.length === 0 &&
    looseReasons(report).length === 0
  );
}
