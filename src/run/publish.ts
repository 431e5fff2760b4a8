// The publish zone: a report becomes a check run and at most one comment; nothing here runs or trusts code under review.
import type { Config } from '../config/config.ts';
import { isProblem } from '../core/problem.ts';
import type { ForgeWriter } from '../ports/forge.ts';
import type { Log } from '../ports/log.ts';
import { composeCheckRun } from '../report/check-run/compose-check-run.ts';
import { DEFAULT_MARKER, renderMarkdown } from '../report/markdown/render-markdown.ts';
import { IDEAS_PREFIX } from '../report/proposals/markers.ts';
import type { Report } from '../report/report.ts';

export interface Publication {
  readonly report: Report;
  readonly checkName: string;
  readonly comment: Config['comment'];
  /** Where the whole report can be seen; the workflow run on GitHub. */
  readonly detailsUrl: string | null;
  /** True where somebody listens to the check run's buttons: the bot does, a workflow does not. */
  readonly buttons: boolean;
}

/** Hidden first line of the comment: one comment for each check run's name. */
export function commentMarker(checkName: string): string {
  const name = checkName.replaceAll(/[^\w .()/-]/g, '-').replaceAll(/-{2,}/g, '-');
  return name === 'perfcrew' ? DEFAULT_MARKER : `<!-- perfcrew:report ${name} -->`;
}

/** False where something could not be written, as in pull requests from forks: the job summary must do there. */
export async function publish(publication: Publication, forge: ForgeWriter, log: Log): Promise<boolean> {
  const check = await attempt(() => writeCheck(publication, forge), log);
  const comment = await attempt(() => writeComment(publication, forge), log);
  return check && comment;
}

async function writeCheck(publication: Publication, forge: ForgeWriter): Promise<void> {
  const { report, checkName, detailsUrl, buttons } = publication;
  const check = composeCheckRun(report, { name: checkName, detailsUrl });
  await forge.writeCheck(buttons ? check : { ...check, actions: [] });
}

async function writeComment(publication: Publication, forge: ForgeWriter): Promise<void> {
  const { report, checkName, detailsUrl } = publication;
  if (report.pullRequest.number === null || publication.comment === 'never') return;
  const marker = commentMarker(checkName);
  await forge.writeComment(report.pullRequest.number, {
    marker,
    body: renderMarkdown(report, { marker, reportUrl: detailsUrl }),
    create: publication.comment === 'always' || isWorthAComment(report),
    kept: IDEAS_PREFIX,
  });
}

/** What the token may not do is told and passed over; everything else is not. */
async function attempt(write: () => Promise<void>, log: Log): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (!isProblem(error) || error.code !== 'forge-refused') throw error;
    log.warn(`${error.message} ${error.mend}`);
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
