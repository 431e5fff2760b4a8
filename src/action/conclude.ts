// How every judging command ends: the report on disk, on GitHub where the token may, in the summary and in the outputs.
import type { Config } from '../config/config.ts';
import { renderWorkflowCommands } from '../report/annotations/render-workflow-commands.ts';
import type { Report } from '../report/report.ts';
import { renderJobSummary } from '../report/summary/render-job-summary.ts';
import { publish } from '../run/publish.ts';
import { writeReports } from '../run/write-reports.ts';
import type { CommandResult } from './command-result.ts';
import { reportOutputs } from './report-outputs.ts';
import type { Session } from './session.ts';

/** `comment` as configured; the input of that name goes before it. */
export async function conclude(
  report: Report,
  comment: Config['comment'],
  session: Session,
): Promise<CommandResult> {
  const { folder, inputs, job, outside } = session;
  const paths = await writeReports(report, folder.directory, outside.files);
  if (inputs.token !== '') {
    await publish(
      {
        report,
        checkName: inputs.checkName,
        comment: inputs.comment ?? comment,
        detailsUrl: job.runUrl,
        buttons: false,
      },
      await session.writer(),
      outside.log,
    );
  }
  return {
    outputs: reportOutputs(report, { paths, checkName: inputs.checkName }),
    summary: renderJobSummary(report),
    annotations: renderWorkflowCommands(report),
    failure: report.verdict.conclusion === 'fail' ? report.verdict.headline : null,
  };
}
