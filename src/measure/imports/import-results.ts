// Reads one result file of another tool: its format named, or recognised by its content.
import type { ResultFormat } from '../../core/result-format.ts';
import type { ImportedFile } from './imported.ts';
import { benchmarkjs } from './formats/benchmarkjs.ts';
import { cargoCriterion } from './formats/cargo-criterion.ts';
import { criterion } from './formats/criterion.ts';
import type { Format } from './formats/format.ts';
import { goJson, goText } from './formats/go.ts';
import { hyperfine } from './formats/hyperfine.ts';
import { jmeterCsv } from './formats/jmeter-csv.ts';
import { jmeterXml } from './formats/jmeter-xml.ts';
import { k6Points } from './formats/k6-points.ts';
import { k6Summary } from './formats/k6-summary.ts';
import { pytestBenchmark } from './formats/pytest-benchmark.ts';
import { tinybench } from './formats/tinybench.ts';
import { vitestBench } from './formats/vitest-bench.ts';
import { MOST_CHARACTERS, readJson } from './read-json.ts';
import { invalid, unreadable, type Source } from './refuse.ts';

export interface ResultFile extends Source {
  readonly text: string;
}

const JSON_FORMATS = {
  'k6-summary': k6Summary,
  hyperfine,
  tinybench,
  'vitest-bench': vitestBench,
  benchmarkjs,
  criterion,
  'pytest-benchmark': pytestBenchmark,
} as const satisfies Readonly<Partial<Record<ResultFormat, Format<unknown>>>>;

const TEXT_FORMATS = {
  'k6-points': k6Points,
  'go-json': goJson,
  'cargo-criterion': cargoCriterion,
  'jmeter-xml': jmeterXml,
  'jmeter-csv': jmeterCsv,
  go: goText,
} as const satisfies Readonly<Partial<Record<ResultFormat, Format<string>>>>;

/** Throws nothing but a Problem, whatever the file holds. */
export function importResults(file: ResultFile, format: ResultFormat | 'auto' = 'auto'): ImportedFile {
  if (file.text.length > MOST_CHARACTERS) throw tooLarge(file);
  const text = file.text.replace(/^\uFEFF/, '');
  if (text.trim() === '') throw unreadable(file, { what: 'is empty', mend: NAME_THE_FILE });
  if (format === 'auto') return recognised(text, file);
  if (isTextFormat(format)) return TEXT_FORMATS[format].parse(text, file);
  return JSON_FORMATS[format].parse(readJson(text, file), file);
}

function isTextFormat(format: ResultFormat): format is keyof typeof TEXT_FORMATS {
  return Object.hasOwn(TEXT_FORMATS, format);
}

function recognised(text: string, source: Source): ImportedFile {
  const ofText = Object.values(TEXT_FORMATS).find((format) => format.claims(text, source));
  if (ofText) return ofText.parse(text, source);
  if (!/^\s*[[{]/.test(text)) throw unknown(source);
  const value = readJson(text, source);
  const ofJson = Object.values(JSON_FORMATS).find((format) => format.claims(value, source));
  if (!ofJson) throw unknown(source);
  return ofJson.parse(value, source);
}

const NAME_THE_FILE = 'Let the command write its results to the file that `results.file` names.';

export function tooLarge(source: Source): Error {
  return unreadable(source, {
    what: `is larger than ${MOST_CHARACTERS / 1_000_000} MB`,
    mend: "Import the tool's summary instead (k6: `--summary-export=FILE`), or run fewer requests.",
  });
}

function unknown(source: Source): Error {
  return invalid(source, {
    what: `is none of the formats perfcrew reads (${[...Object.keys(JSON_FORMATS), ...Object.keys(TEXT_FORMATS)].join(', ')})`,
    mend: 'Name the result file of one of these tools in `results.file`, and its format in `results.format`.',
  });
}
