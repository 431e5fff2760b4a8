// Gathers every document of a review into the one from which all formats are rendered.
import type { Diff } from '../change/diff.ts';
import type { PullRequest } from '../change/pull-request.ts';
import type { Comparison } from '../compare/comparison.ts';
import type { Finding } from '../compare/finding.ts';
import type { Measurement } from '../measure/measurement.ts';
import type { GatePlan } from '../plan/gate-plan.ts';
import type { RiskAssessment } from '../risk/risk-assessment.ts';
import type { Verdict } from '../verdict/verdict.ts';
import type { Report } from './report.ts';

export interface ReportParts {
  readonly pullRequest: PullRequest;
  readonly diff: Diff;
  readonly risk: RiskAssessment;
  readonly plan: GatePlan;
  readonly measurements: readonly Measurement[];
  readonly comparison: Comparison;
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
  /** Version of perfcrew. */
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly phases: Report['phases'];
}

export function composeReport(parts: ReportParts): Report {
  return {
    document: 'report',
    version: 1,
    perfcrew: parts.version,
    finishedAt: parts.finishedAt,
    pullRequest: parts.pullRequest,
    change: summarizeChange(parts.diff),
    risk: parts.risk,
    plan: parts.plan,
    measurements: parts.measurements,
    comparison: parts.comparison,
    findings: parts.findings,
    verdict: parts.verdict,
    phases: parts.phases,
  };
}

function summarizeChange(diff: Diff): Report['change'] {
  return {
    files: diff.files.length,
    additions: diff.files.reduce((sum, file) => sum + file.additions, 0),
    deletions: diff.files.reduce((sum, file) => sum + file.deletions, 0),
    truncated: diff.truncated,
    paths: diff.files.map((file) => file.path),
  };
}
