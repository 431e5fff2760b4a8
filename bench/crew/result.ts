// What the bench of the crew keeps, and its tables.
import { z } from 'zod';
import { resultHead } from '../kit/result-file.ts';
import { markdownTable, shareText } from '../kit/table.ts';
import { CLEAN_NAMES } from './clean.ts';
import { scoreSchema } from './score.ts';

export const crewSchema = z.strictObject({
  ...resultHead,
  /** Whose code it was planted in, with versions and licences. */
  packages: z.array(z.string()),
  planted: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.string(),
      what: z.string(),
      code: z.string(),
      ...scoreSchema.shape,
      /** Blamed on the change in the same review, where nothing was planted. */
      wrong: z.array(z.string()),
      wallMs: z.number(),
    }),
  ),
  clean: z.array(
    z.strictObject({
      name: z.enum(CLEAN_NAMES),
      /** Lines of code the crew read, without empty ones. */
      lines: z.int(),
      wrong: z.array(z.string()),
      /** Told as there before the change: not false, but no answer either. */
      before: z.int(),
      wallMs: z.number(),
    }),
  ),
});

export type CrewResult = z.infer<typeof crewSchema>;
type Planted = CrewResult['planted'][number];

export function renderCrew({
  planted,
  clean,
  packages,
}: Pick<CrewResult, 'planted' | 'clean' | 'packages'>): string {
  const named = planted.flatMap(({ named: its }) => (its === null ? [] : [its]));
  const firsts = named.filter(({ rank }) => rank === 1).length;
  const mean = named.reduce((sum, { rank }) => sum + rank, 0) / Math.max(1, named.length);
  const wrong = clean.flatMap((one) => one.wrong);
  const kilolines = clean.reduce((sum, { lines }) => sum + lines, 0) / 1000;
  const alone = planted.filter(({ code }) => code !== 'shop');
  const beside = new Set(alone.flatMap((one) => one.wrong.map((text) => `${one.name} ${text}`))).size;
  return [
    `Named by the line (± 2): ${shareText(named.length, planted.length)}; first in the list ${shareText(firsts, planted.length)}; mean rank of those named ${mean.toFixed(1)}. Blamed where nothing was planted: ${wrong.length} in ${kilolines.toFixed(1)} thousand lines of clean code (${(wrong.length / Math.max(0.001, kilolines)).toFixed(2)} per 1,000 lines), and ${beside} beside the one cause in ${alone.length} reviews that have one.`,
    '',
    markdownTable(
      ['planted', 'in', 'named', 'rank', 'cost known from', 'told by'],
      planted.map((one) => [`${one.kind}: ${one.what}`, one.code, ...namedCells(one)]),
    ),
    '',
    markdownTable(
      ['clean code, harmless change', 'lines', 'blamed on the change', 'told as there before'],
      clean.map((one) => [one.name, `${one.lines}`, `${one.wrong.length}`, `${one.before}`]),
    ),
    ...missed(planted),
    '',
    `The shop's four causes stand in one change, so their ranks are among each other. Code of npm packages: ${packages.join(', ')}.`,
  ].join('\n');
}

function namedCells({ named }: Planted): readonly string[] {
  if (named === null) return ['no', '', '', ''];
  return [`${named.path}:${named.line}`, `${named.rank}`, named.basis, named.sources.join(', ')];
}

function missed(planted: readonly Planted[]): readonly string[] {
  const rows = planted.filter(({ named }) => named === null);
  if (rows.length === 0) return [];
  return [
    '',
    'Not named:',
    '',
    ...rows.map(({ kind, guilty, above }) => {
      const places = guilty.map(({ path, line }) => `${path}:${line}`).join(' or ');
      return `- ${kind} (${places}): ${above === null ? 'nothing was told' : `first was ${above}`}`;
    }),
  ];
}
