// One line that says what was looked at: how much, on which commits, at which risk.
import { formatMinutes } from '../../core/format/format-duration.ts';
import { plural } from '../../core/format/plural.ts';
import type { Report } from '../report.ts';
import { minutesSaved } from '../select/minutes-saved.ts';
import { sortMetrics } from '../select/sort-metrics.ts';
import { commitLink, safeUrl } from './forge-links.ts';

export function reportLine(report: Report, reportUrl: string | null): string {
  const { base, head, repository } = report.pullRequest;
  const { equivalent, inconclusive, changed } = sortMetrics(report);
  const { unmeasured } = report.comparison;
  const counts = [
    ...(changed.length > 0 ? [`${changed.length} changed`] : []),
    `${equivalent.length} equivalent`,
    ...(inconclusive.length > 0 ? [`${inconclusive.length} inconclusive`] : []),
    ...(unmeasured.length > 0 ? [`${plural(unmeasured.length, 'target')} not measured`] : []),
  ];
  const saved = minutesSaved(report.plan).minutes;
  const url = safeUrl(reportUrl);
  return [
    `${commitLink(base.sha, repository)} → ${commitLink(head.sha, repository)}`,
    `${plural(report.comparison.metrics.length, 'metric')} (${counts.join(', ')})`,
    `risk ${report.risk.score} of 100 (${report.risk.level})`,
    ...(saved > 0 ? [`about ${formatMinutes(saved)} saved`] : []),
    ...(url === null ? [] : [`[full report](${url})`]),
  ].join(' · ');
}
