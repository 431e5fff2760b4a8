// The outputs of action.yml that judging gives.
import { renderMarkdown } from '../report/markdown/render-markdown.ts';
import type { Report } from '../report/report.ts';
import { commentMarker } from '../run/publish.ts';
import type { ReportPaths } from '../run/write-reports.ts';
import { planOutputs, type Outputs } from './outputs.ts';

export function reportOutputs(
  report: Report,
  { paths, checkName }: { readonly paths: ReportPaths; readonly checkName: string },
): Outputs {
  const count = (conclusion: string): string =>
    String(report.comparison.metrics.filter((metric) => metric.conclusion === conclusion).length);
  return {
    ...planOutputs(report.risk, report.plan),
    verdict: report.verdict.conclusion,
    findings: String(report.findings.length),
    regressions: count('regressed'),
    improvements: count('improved'),
    inconclusive: count('inconclusive'),
    'report-path': paths.markdown,
    'report-html-path': paths.html,
    'comment-body': renderMarkdown(report, { marker: commentMarker(checkName) }),
  };
}
