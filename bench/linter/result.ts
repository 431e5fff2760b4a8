// What the linter bench keeps of each kind of record, and its tables beside the goals.
import { z } from 'zod';
import { markdownTable, percentText } from '../kit/table.ts';
import { KINDS } from './data.ts';

const halfSchema = z.enum(['seen', 'held out']);

const rowSchema = z.object({
  kind: z.enum(KINDS),
  half: halfSchema,
  /** Confidence a finding must have to count. */
  floor: z.enum(['low', 'medium']),
  records: z.int(),
  /** Of which the texts could be had. */
  read: z.int(),
  flaggedBefore: z.int(),
  rightBefore: z.int(),
  mended: z.int(),
  silentAfter: z.int(),
  /** Those, and those where after only lines are told that the fix left as they were. */
  silentButForOld: z.int(),
  flaggedAfter: z.int(),
});

/** Local fixes of one category, titled and mined, by findings of medium confidence and more. */
const categorySchema = z.object({
  category: z.string(),
  half: halfSchema,
  read: z.int(),
  rightBefore: z.int(),
  silentAfter: z.int(),
});

export const linterSchema = z.object({
  command: z.string(),
  rules: z.int(),
  rows: z.array(rowSchema),
  byCategory: z.array(categorySchema),
});
export type Linter = z.infer<typeof linterSchema>;
export type LinterRow = Linter['rows'][number];
export type LinterCategory = Linter['byCategory'][number];

const GOALS: Partial<Record<LinterRow['kind'], string>> = {
  'titled-local': 'category gone after ≥ 60 %',
  'mined-local': 'category gone after ≥ 88 %',
  controls: 'any flag ≤ 10 %',
};

export function emptyRow(place: Pick<LinterRow, 'kind' | 'half' | 'floor'>): LinterRow {
  const none = {
    flaggedBefore: 0,
    rightBefore: 0,
    mended: 0,
    silentAfter: 0,
    silentButForOld: 0,
    flaggedAfter: 0,
  };
  return { ...place, records: 0, read: 0, ...none };
}

export function renderLinter({ rows, byCategory, rules }: Omit<Linter, 'command'>): string {
  return [
    'Findings of medium confidence and more, which is what callers of `lint()` get:',
    kindTable(withBoth(rows.filter(({ floor }) => floor === 'medium'))),
    'All findings, the unsure ones too:',
    kindTable(withBoth(rows.filter(({ floor }) => floor === 'low'))),
    'Local fixes by category (titled and mined, medium and more; right category before, and silent after):',
    categoryTable(byCategory),
    `${rules} rules. The seen half was read while the first of them were written, the half once held out later: neither tells what to expect of other code.`,
  ].join('\n\n');
}

type Count = Exclude<keyof LinterRow, 'kind' | 'half' | 'floor'>;
type Counted = Omit<LinterRow, 'half'> & { readonly half: string };

/** After the two halves of a kind their sum. */
function withBoth(rows: readonly LinterRow[]): readonly Counted[] {
  return KINDS.flatMap((kind) => {
    const halves = rows.filter((row) => row.kind === kind);
    const sum = (key: Count): number => halves.reduce((total, row) => total + row[key], 0);
    const [first] = halves;
    if (first === undefined) return [];
    const both: Counted = {
      ...first,
      half: 'both',
      records: sum('records'),
      read: sum('read'),
      flaggedBefore: sum('flaggedBefore'),
      rightBefore: sum('rightBefore'),
      mended: sum('mended'),
      silentAfter: sum('silentAfter'),
      silentButForOld: sum('silentButForOld'),
      flaggedAfter: sum('flaggedAfter'),
    };
    return [...halves, both];
  });
}

function kindTable(rows: readonly Counted[]): string {
  return markdownTable(
    [
      'set',
      'half',
      'read',
      'any flag before',
      'right category',
      'and that category gone after',
      'and silent after',
      'or only untouched lines told',
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
        isControl ? '–' : share(row.silentButForOld),
        share(row.flaggedAfter),
        GOALS[row.kind] ?? '–',
      ];
    }),
  );
}

function categoryTable(rows: readonly LinterCategory[]): string {
  const names = [...new Set(rows.map(({ category }) => category))];
  const cell = (row: LinterCategory | undefined): readonly string[] =>
    row === undefined
      ? ['–', '–', '–']
      : [String(row.read), String(row.rightBefore), String(row.silentAfter)];
  return markdownTable(
    ['category', 'seen', 'right', 'silent after', 'held out', 'right', 'silent after'],
    names.map((name) => [
      name,
      ...cell(rows.find(({ category, half }) => category === name && half === 'seen')),
      ...cell(rows.find(({ category, half }) => category === name && half === 'held out')),
    ]),
  );
}
