// The finished check run: what branch protection reads, and what a reviewer finds in the Checks tab.
import type { CheckRun } from '../../ports/forge.ts';
import { placeAnnotations } from '../annotations/place-annotations.ts';
import { fitReport } from '../markdown/render-markdown.ts';
import type { Report } from '../report.ts';
import { cleanLine } from '../../core/text/clean-text.ts';
import { countBytes } from '../text/count-bytes.ts';
import { cutText } from '../../core/text/cut-text.ts';
import { CHECK_ACTIONS } from './check-actions.ts';

export interface CheckRunOptions {
  readonly name: string;
  readonly detailsUrl: string | null;
}

/** The forge refuses more, and counts bytes in some versions and characters in others. */
export const CHECK_TEXT_LIMIT = 65_535;
const TITLE_LIMIT = 250;

const CONCLUSIONS = { pass: 'success', fail: 'failure', neutral: 'neutral' } as const;

export function composeCheckRun(report: Report, { name, detailsUrl }: CheckRunOptions): CheckRun {
  const { verdict, pullRequest } = report;
  return {
    name,
    headSha: pullRequest.head.sha,
    status: 'completed',
    conclusion: CONCLUSIONS[verdict.conclusion],
    title: cutText(cleanLine(verdict.headline), TITLE_LIMIT) || 'Reviewed',
    summary: fitReport(report, {
      limit: CHECK_TEXT_LIMIT,
      measure: countBytes,
      heading: '',
      reportUrl: detailsUrl,
      scale: 1,
    }),
    text: null,
    annotations: placeAnnotations(report),
    actions: CHECK_ACTIONS,
    detailsUrl,
  };
}
