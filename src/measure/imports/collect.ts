// Puts what a parser found together: equal names become one result, names are fit for a report, and there are not too many.
import type { ResultFormat } from '../../core/result-format.ts';
import { IMPORTED_METRICS, type ImportedFile, type ImportedResult, type NamedNumbers } from './imported.ts';
import { invalid, plain, type Source } from './refuse.ts';

const MOST_RESULTS = 300;
const MOST_NOTES = 20;
const LONGEST_NAME = 160;

export interface Found {
  readonly format: ResultFormat;
  readonly numbers: Iterable<NamedNumbers>;
  readonly notes?: readonly string[];
}

export function collect({ format, numbers, notes = [] }: Found, source: Source): ImportedFile {
  const results = new Map<string, Draft>();
  for (const one of numbers) {
    const name = nameOf(one.name);
    const known = results.get(keyOf(name, one));
    if (known?.one.numbers.kind === 'samples' && one.numbers.kind === 'samples') {
      known.parts.push(one.numbers.samples);
      continue;
    }
    let unique = name;
    for (let copy = 2; results.has(keyOf(unique, one)); copy += 1) unique = `${name} (${copy})`;
    const parts = one.numbers.kind === 'samples' ? [one.numbers.samples] : [];
    results.set(keyOf(unique, one), { name: unique, one, parts });
    if (results.size > MOST_RESULTS) throw tooMany(source);
  }
  if (results.size === 0) {
    throw invalid(source, {
      what: 'holds no result that could be compared',
      mend: 'Run the command by hand and see that it runs at least one benchmark to its end.',
    });
  }
  return { format, results: [...results.values()].map(resultOf), notes: notes.slice(0, MOST_NOTES) };
}

interface Draft {
  readonly name: string;
  readonly one: NamedNumbers;
  /** Samples of equal names, put together at the end. */
  readonly parts: (readonly number[])[];
}

function resultOf({ name, one: { metric, numbers }, parts }: Draft): ImportedResult {
  const { unit, better } = IMPORTED_METRICS[metric];
  const whole = numbers.kind === 'samples' ? { ...numbers, samples: parts.flat() } : numbers;
  return { name, metric, unit, better, numbers: whole };
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
