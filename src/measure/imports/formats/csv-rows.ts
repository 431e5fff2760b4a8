// Rows of a CSV file with quoted fields (RFC 4180), one at a time, so that a long file is never held twice.
import { unreadable, type Source } from '../refuse.ts';

export interface CsvRow {
  readonly fields: readonly string[];
  /** Where it begins, from 1. */
  readonly line: number;
}

const MOST_FIELDS = 1_000;

export function* csvRows(
  text: string,
  { delimiter, source }: { readonly delimiter: string; readonly source: Source },
): Generator<CsvRow> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const begun = line;
    const fields: string[] = [];
    for (;;) {
      if (fields.length >= MOST_FIELDS) throw tooMany({ path: `${source.path}:${begun}` });
      const field = fieldAt(text, { at, delimiter });
      if (field === null) throw unclosed({ path: `${source.path}:${begun}` });
      fields.push(field.value);
      line += field.lines;
      at = field.end;
      if (text[at] !== delimiter) break;
      at += 1;
    }
    if (text[at] === '\r') at += 1;
    if (at < text.length && text[at] !== '\n') throw unclosed({ path: `${source.path}:${line}` });
    at += 1;
    line += 1;
    if (fields.length > 1 || fields[0] !== '') yield { fields, line: begun };
  }
}

interface Field {
  readonly value: string;
  readonly end: number;
  readonly lines: number;
}

/** Null where a quote is never closed. */
function fieldAt(
  text: string,
  { at, delimiter }: { readonly at: number; readonly delimiter: string },
): Field | null {
  if (text[at] !== '"') {
    let end = at;
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
    return { value: text.slice(at, end), end, lines: 0 };
  }
  let end = text.indexOf('"', at + 1);
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end === -1) return null;
  const value = text.slice(at + 1, end).replaceAll('""', '"');
  return { value, end: end + 1, lines: value.split('\n').length - 1 };
}

function unclosed(source: Source): Error {
  return unreadable(source, {
    what: 'has a quote that is not closed, or was cut off',
    mend: 'Let JMeter end by itself (`jmeter -n`), so that it writes its last line whole.',
  });
}

function tooMany(source: Source): Error {
  return unreadable(source, {
    what: `has more than ${MOST_FIELDS} columns, which JMeter never writes`,
    mend: 'Name the file given to `jmeter -l` in `results.file`.',
  });
}
