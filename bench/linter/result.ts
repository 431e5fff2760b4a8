// What the linter bench keeps of each kind of record, and its table beside the goals.
import { z } from 'zod';
import { markdownTable, percentText } from '../kit/table.ts';
import { KINDS } from './data.ts';

const countsSchema = z.object({
  kind: z.enum(KINDS),
  half: z.enum(['seen', 'held out']),
  records: z.int(),
  /** Of which the texts could be had. */
  read: z.int(),
  flaggedBefore: z.int(),
  rightBefore: z.int(),
  mended: z.int(),
  silentAfter: z.int(),
  flaggedAfter: z.int(),
});
export const linterSchema = z.object({ command: z.string(), rules: z.int(), rows: z.array(countsSchema) });
export type Linter = z.infer<typeof linterSchema>;
export type LinterRow = Linter['rows'][number];

const GOALS: Partial<Record<LinterRow['kind'], string>> = {
  'titled-local': 'silent after ≥ 60 %',
  'mined-local': 'silent after ≥ 88 %',
  controls: 'any flag ≤ 10 %',
};

export function renderLinter({ rows, rules }: Pick<Linter, 'rows' | 'rules'>): string {
  const table = markdownTable(
    [
      'set',
      'half',
      'read',
      'any flag before',
      'right category',
      'and that category gone after',
      'and silent after',
      'any flag after',
      'goal',
    ],
    rows.map((row) => {
      const isControl = row.kind === 'controls';
      const share = (count: number): string =>
        row.read === 0 ? '–' : `${count} (${percentText(count / row.read)})`;
      return [
        row.kind,
        row.half,
        `${row.read} of ${row.records}`,
        share(row.flaggedBefore),
        isControl ? '–' : share(row.rightBefore),
        isControl ? '–' : share(row.mended),
        isControl ? '–' : share(row.silentAfter),
        share(row.flaggedAfter),
        GOALS[row.kind] ?? '–',
      ];
    }),
  );
  return `${table}\n\n${rules} rules. The seen half was read while they were written, the other half only measured.`;
}
