// The linter against real fixes: does it see the lines before a fix, in the right category, and is it silent on the lines after?
import { parseArgs } from 'node:util';
import { RULES } from '../src/crew/tools/lint/rules.ts';
import { RESULTS_DIRECTORY, resultFile } from './kit/result-file.ts';
import { type FixRecord, KINDS, readRecords } from './linter/data.ts';
import { judge } from './linter/judge.ts';
import {
  type LinterCategory,
  type LinterRow,
  emptyRow,
  linterSchema,
  renderLinter,
} from './linter/result.ts';
import { readTexts } from './linter/texts.ts';

const { values } = parseArgs({
  options: {
    /** Folder with perf_fixes.jsonl, mined_fixes.jsonl and controls.jsonl: commits and lines, no code. */
    data: { type: 'string' },
    /** Folder of the files before and after; filled from the clones where it lacks some. */
    texts: { type: 'string' },
    /** Folder with a clone of each public repository as `owner+name`, with its history. */
    clones: { type: 'string' },
    /** Tell what was flagged in the seen half of this kind. */
    show: { type: 'string' },
    results: { type: 'string', default: RESULTS_DIRECTORY },
  },
});
if (values.data === undefined || values.texts === undefined) {
  throw new Error(
    'Name the labelled commits with --data and a folder for their files with --texts; it is filled once from --clones, where each repository of the data lies as owner+name (git clone https://github.com/owner/name owner+name), and serves alone from then on.',
  );
}
const places = { texts: values.texts, clones: values.clones ?? null };
const records = readRecords(values.data);
const rows: LinterRow[] = [];
const categories = new Map<string, LinterCategory>();
for (const floor of ['medium', 'low'] as const)
  for (const kind of KINDS)
    for (const half of ['seen', 'held out'] as const) {
      const row = emptyRow({ kind, half, floor });
      for (const record of records) if (record.kind === kind && record.half === half) count(row, record);
      rows.push(row);
    }
const byCategory = [...categories.values()].toSorted(
  (one, other) => other.read - one.read || one.category.localeCompare(other.category, 'en'),
);
resultFile('linter', linterSchema, values.results).write({
  command: 'node bench/linter.ts --data <folder> --texts <folder>',
  rules: RULES.length,
  rows,
  byCategory,
});
console.log(renderLinter({ rows, byCategory, rules: RULES.length }));

function count(row: LinterRow, record: FixRecord): void {
  row.records += 1;
  const texts = readTexts(record, places);
  if (texts === null) return;
  const { before, after, flagged, right, mended, silent, silentButForOld } = judge(record, texts, row.floor);
  row.read += 1;
  row.flaggedBefore += Number(flagged);
  row.rightBefore += Number(right);
  row.mended += Number(mended);
  row.silentAfter += Number(silent);
  row.silentButForOld += Number(silentButForOld);
  row.flaggedAfter += Number(after.length > 0);
  if (row.floor === 'medium' && record.detectability === 'local') countCategory(record, { right, silent });
  if (row.floor === 'low' || values.show !== record.kind || record.half !== 'seen') return;
  console.error(
    `${silent ? 'silent' : right ? 'right' : flagged ? 'other' : 'missed'} ${record.id} (${record.category})`,
  );
  for (const [side, findings] of [
    ['before', before],
    ['after', after],
  ] as const)
    for (const { rule, path, line, message } of findings)
      console.error(`  ${side} ${rule} ${path}:${line} ${message}`);
}

function countCategory(
  { category, half }: FixRecord,
  { right, silent }: { readonly right: boolean; readonly silent: boolean },
): void {
  const key = `${category} ${half}`;
  const row = categories.get(key) ?? { category, half, read: 0, rightBefore: 0, silentAfter: 0 };
  row.read += 1;
  row.rightBefore += Number(right);
  row.silentAfter += Number(silent);
  categories.set(key, row);
}
