// How many statements of concurrent requests were tied to the right request and line, driver by driver.
import { z } from 'zod';
import { resultHead } from '../../kit/result-file.ts';
import { markdownTable, shareText } from '../../kit/table.ts';

export const captureSchema = z.strictObject({
  ...resultHead,
  concurrent: z.int(),
  rows: z.array(
    z.strictObject({
      driver: z.string(),
      version: z.string(),
      requests: z.int(),
      /** That the app sent, by its own count. */
      sent: z.int(),
      seen: z.int(),
      rightRequest: z.int(),
      rightLine: z.int(),
      /** Loops told with their line, of those there were. */
      loopsFound: z.int(),
      loops: z.int(),
    }),
  ),
});
export type Capture = z.infer<typeof captureSchema>;

export function renderCapture({ concurrent, rows }: Capture): string {
  const table = markdownTable(
    [
      'driver',
      'requests',
      'statements seen',
      'tied to the right request',
      'to the right line',
      'N+1 told with its line',
    ],
    rows.map((row) => [
      `${row.driver} (${row.version})`,
      `${row.requests}`,
      shareText(row.seen, row.sent),
      shareText(row.rightRequest, row.sent),
      shareText(row.rightLine, row.sent),
      `${row.loopsFound} of ${row.loops}`,
    ]),
  );
  return `Requests to a route with a loop and to one without, ${concurrent} at a time; each statement carries the tag of its request, so\nwhat was tied can be checked without trusting what ties.\n\n${table}`;
}
