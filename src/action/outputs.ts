// The outputs of action.yml, made from the documents.
import type { GatePlan } from '../plan/gate-plan.ts';
import { renderMarkdown } from '../report/markdown/render-markdown.ts';
import type { Report } from '../report/report.ts';
import type { RiskAssessment } from '../risk/risk-assessment.ts';
import { COMMENT_MARKER } from '../run/publish.ts';
import type { ReportPaths } from '../run/write-reports.ts';

export type Outputs = Readonly<Record<string, string>>;

export function planOutputs(risk: RiskAssessment, plan: GatePlan): Outputs {
  return {
    risk: String(risk.score),
    level: plan.level,
    gates: plan.gates.map(({ gate }) => gate).join(','),
    matrix: JSON.stringify(plan.matrix),
  };
}

export function reportOutputs(report: Report, paths: ReportPaths): Outputs {
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
    'comment-body': renderMarkdown(report, { marker: COMMENT_MARKER }),
  };
}
