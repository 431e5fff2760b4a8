// How every judging command ends: the report on disk, on GitHub where the token may, in the summary and in the outputs.
import type { Config } from '../config/config.ts';
import { renderWorkflowCommands } from '../report/annotations/render-workflow-commands.ts';
import type { Report } from '../report/report.ts';
import { renderJobSummary } from '../report/summary/render-job-summary.ts';
import { exportReview } from '../run/export-review.ts';
import { publish } from '../run/publish.ts';
import { writeReports } from '../run/write-reports.ts';
import type { CommandResult } from './command-result.ts';
import { reportOutputs } from './report-outputs.ts';
import type { Session } from './session.ts';

/** The input `comment` goes before the configuration. */
export async function conclude(
  report: Report,
  config: Pick<Config, 'comment' | 'otlp'>,
  session: Pick<Session, 'folder' | 'inputs' | 'job' | 'outside' | 'writer'>,
): Promise<CommandResult> {
  const { folder, inputs, job, outside } = session;
  const paths = await writeReports(report, folder.directory, outside.files);
  if (inputs.token !== '') {
    await publish(
      {
        report,
        checkName: inputs.checkName,
        comment: inputs.comment ?? config.comment,
        detailsUrl: job.runUrl,
        buttons: false,
      },
      await session.writer(),
      outside.log,
    );
  }
  await exportReview(report, config, outside);
  return {
    outputs: reportOutputs(report, { paths, checkName: inputs.checkName }),
    summary: renderJobSummary(report),
    annotations: renderWorkflowCommands(report),
    failure: report.verdict.conclusion === 'fail' ? report.verdict.headline : null,
  };
}
