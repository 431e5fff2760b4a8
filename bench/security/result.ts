// What the security bench keeps of each set of files, and its table.
import { z } from 'zod';
import { markdownTable } from '../kit/table.ts';

const rowSchema = z.object({
  set: z.string(),
  version: z.string(),
  files: z.int(),
  lines: z.int(),
  findings: z.int(),
  /** Of which high or medium in confidence: what a report would show. */
  sure: z.int(),
  byRule: z.record(z.string(), z.int()),
  durationMs: z.number(),
});
export const securitySchema = z.object({ command: z.string(), rows: z.array(rowSchema) });
export type SecurityRow = z.infer<typeof rowSchema>;

export function renderSecurity(rows: readonly SecurityRow[]): string {
  const per1000 = (count: number, lines: number): string => ((1000 * count) / lines).toFixed(3);
  return markdownTable(
    [
      'set',
      'files',
      'lines',
      'findings',
      'per 1,000 lines',
      'of which surer than low',
      'per 1,000 lines',
      'rules',
      'time',
    ],
    rows.map(({ set, version, files, lines, findings, sure, byRule, durationMs }) => [
      `${set} ${version}`,
      `${files}`,
      `${lines}`,
      `${findings}`,
      per1000(findings, lines),
      `${sure}`,
      per1000(sure, lines),
      Object.entries(byRule)
        .map(([rule, count]) => `${rule} ${count}`)
        .join(', ') || '–',
      `${(durationMs / 1000).toFixed(1)} s`,
    ]),
  );
}
