// The page of the job: the comment's parts with more room.
import { fitReport } from '../markdown/render-markdown.ts';
import type { Report } from '../report.ts';
import { countBytes } from '../text/count-bytes.ts';

/** The forge drops a step's summary above 1 MiB whole; some room is left for what other steps write. */
const LIMIT_BYTES = 1_000_000;

export function renderJobSummary(report: Report): string {
  return fitReport(report, {
    limit: LIMIT_BYTES,
    measure: countBytes,
    heading: '',
    reportUrl: null,
    scale: 5,
  });
}
