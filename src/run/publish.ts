// The publish zone: a report becomes a check run and at most one comment; nothing here runs or trusts code under review.
import type { Config } from '../config/config.ts';
import { isProblem } from '../core/problem.ts';
import type { ForgeWriter } from '../ports/forge.ts';
import type { Log } from '../ports/log.ts';
import { composeCheckRun } from '../report/check-run/compose-check-run.ts';
import { renderMarkdown } from '../report/markdown/render-markdown.ts';
import type { Report } from '../report/report.ts';

export interface Publication {
  readonly report: Report;
  readonly checkName: string;
  readonly comment: Config['comment'];
  /** Where the whole report can be seen; the workflow run on GitHub. */
  readonly detailsUrl: string | null;
}

export const COMMENT_MARKER = '<!-- perfcrew:report -->';

/** False where the token may only read, as in pull requests from forks: the job summary must do there. */
export async function publish(publication: Publication, forge: ForgeWriter, log: Log): Promise<boolean> {
  const { report, checkName, detailsUrl } = publication;
  try {
    await forge.writeCheck(composeCheckRun(report, { name: checkName, detailsUrl }));
    if (report.pullRequest.number !== null && publication.comment !== 'never') {
      await forge.writeComment(report.pullRequest.number, {
        marker: COMMENT_MARKER,
        body: renderMarkdown(report, { marker: COMMENT_MARKER, reportUrl: detailsUrl }),
        create: publication.comment === 'always' || isWorthAComment(report),
      });
    }
    return true;
  } catch (error) {
    if (!isProblem(error) || error.code !== 'forge-refused') throw error;
    log.warn(`Nothing was written to the pull request: ${error.message} ${error.mend}`);
    return false;
  }
}

/** Quiet by default: a pull request that changes nothing gets no comment, only the check run. */
function isWorthAComment(report: Report): boolean {
  return (
    report.verdict.conclusion !== 'pass' ||
    report.findings.some(({ severity }) => severity !== 'note') ||
    report.comparison.metrics.some(({ conclusion }) => conclusion === 'improved')
  );
}
