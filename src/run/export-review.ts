// Sends a finished review to the monitoring of whoever runs it; what becomes of that is a line in the log and no part of the verdict.
import type { Config } from '../config/config.ts';
import { describeExport, sendReview, type ExportOutside } from '../io/otlp/send-review.ts';
import type { Log } from '../ports/log.ts';
import type { Report } from '../report/report.ts';

export async function exportReview(
  report: Report,
  { otlp }: Pick<Config, 'otlp'>,
  outside: ExportOutside & { readonly log: Log },
): Promise<void> {
  if (otlp === 'never') return;
  const outcomes = await sendReview(report, outside);
  // Metrics and traces mostly go to one receiver: what keeps both from it is told once.
  const byFate = Map.groupBy(outcomes, (outcome) =>
    outcome.status === 'failed' ? `${outcome.reason} ${outcome.mend}` : outcome.signal,
  );
  for (const group of byFate.values()) {
    const line = describeExport(group);
    if (group.some(({ status }) => status === 'failed')) outside.log.warn(line);
    else outside.log.info(line);
  }
}
