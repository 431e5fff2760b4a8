// Puts what a parser found together: equal names become one result, names are fit for a report, and there are not too many.
import {
  IMPORTED_METRICS,
  type ImportedFile,
  type ImportedResult,
  type NamedNumbers,
  type ResultFormat,
} from './imported.ts';
import { invalid, plain, type Source } from './refuse.ts';

const MOST_RESULTS = 300;
const LONGEST_NAME = 160;

export interface Found {
  readonly format: ResultFormat;
  readonly numbers: Iterable<NamedNumbers>;
  readonly notes?: readonly string[];
}

export function collect({ format, numbers, notes = [] }: Found, source: Source): ImportedFile {
  const results = new Map<string, ImportedResult>();
  for (const one of numbers) {
    const name = nameOf(one.name);
    let key = keyOf(name, one);
    const known = results.get(key)?.numbers;
    if (known?.kind === 'samples' && one.numbers.kind === 'samples') {
      const samples = [...known.samples, ...one.numbers.samples];
      results.set(key, resultOf(name, { ...one, numbers: { ...one.numbers, samples } }));
      continue;
    }
    let unique = name;
    for (let copy = 2; results.has(key); copy += 1) {
      unique = `${name} (${copy})`;
      key = keyOf(unique, one);
    }
    results.set(key, resultOf(unique, one));
    if (results.size > MOST_RESULTS) throw tooMany(source);
  }
  if (results.size === 0) {
    throw invalid(source, {
      what: 'holds no result that could be compared',
      mend: 'Run the command by hand and see that it runs at least one benchmark to its end.',
    });
  }
  return { format, results: [...results.values()], notes };
}

function resultOf(name: string, { metric, numbers }: NamedNumbers): ImportedResult {
  const { unit, better } = IMPORTED_METRICS[metric];
  return { name, metric, unit, better, numbers };
}

function keyOf(name: string, { metric, numbers }: NamedNumbers): string {
  return JSON.stringify([name, metric, numbers.kind === 'samples' ? numbers.take : '']);
}

function nameOf(name: string): string {
  const line = plain(name);
  if (line === '') return '(no name)';
  return line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME - 1)}…` : line;
}

function tooMany(source: Source): Error {
  return invalid(source, {
    what: `holds more than ${MOST_RESULTS} differently named results, too many to be compared one by one`,
    mend: 'Give requests that differ only by an id one common name (k6: `tags: { name: … }`), or run fewer benchmarks.',
  });
}
