// Reads the JSON of strangers: bounded in size and depth before it is parsed, with a message that names the file when it is none.
import type { z } from 'zod';
import { invalid, quote, unreadable, type Source } from './refuse.ts';

/** Larger files are not read: their numbers are in the tools' own summaries. */
export const MOST_CHARACTERS = 64_000_000;
/** The deepest of these formats needs nine. */
const MOST_LEVELS = 64;
/** Each object may be wrong in several ways, and each of them is remembered until the first is told. */
const MOST_OBJECTS = 200_000;

export function readJson(text: string, source: Source): unknown {
  const excess = excessOf(text);
  if (excess !== null) {
    throw unreadable(source, {
      what: `${excess}, which no benchmark tool writes`,
      mend: 'Name the file that the benchmark tool writes in `results.file`.',
    });
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    return readWithoutNumbers(text, { source, error });
  }
}

/**
 * Python's json module and others write NaN and Infinity, which JSON has not (RFC 8259, section 6): they become null, "no value".
 */
function readWithoutNumbers(
  text: string,
  { source, error }: { readonly source: Source; readonly error: unknown },
): unknown {
  try {
    return JSON.parse(text.replaceAll(STRING_OR_NO_NUMBER, (part) => (part.startsWith('"') ? part : 'null')));
  } catch {
    throw unreadable(source, {
      what: `is not JSON, or was cut off: ${quote(error instanceof Error ? error.message : '')}`,
      mend: 'Let the command write the whole file before it ends, and check it by hand once.',
      cause: error,
    });
  }
}

/** The closing quote is optional, so that a string without one is passed once and not tried again from each quote in it. */
const STRING_OR_NO_NUMBER = /"(?:[^"\\]|\\[^])*"?|-?\b(?:NaN|Infinity)\b/g;

/** Counted before parsing, since each level and each object costs memory however short the text is. */
function excessOf(text: string): string | null {
  let level = 0;
  let objects = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (isInString) {
      if (code === BACKSLASH) index += 1;
      else if (code === QUOTE) isInString = false;
    } else if (code === QUOTE) isInString = true;
    else if (code === BRACE || code === BRACKET) {
      level += 1;
      if (code === BRACE) objects += 1;
      if (level > MOST_LEVELS) return `is nested more than ${MOST_LEVELS} levels deep`;
      if (objects > MOST_OBJECTS) return `holds more than ${MOST_OBJECTS} objects`;
    } else if (code === BRACE + 2 || code === BRACKET + 2) level -= 1;
  }
  return null;
}

const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const BRACE = '{'.charCodeAt(0);
const BRACKET = '['.charCodeAt(0);

export interface Expectation<Shape> {
  readonly schema: z.ZodType<Shape>;
  /** What the tool writes, e.g. `hyperfine's --export-json`. */
  readonly what: string;
  /** The literal option that makes the tool write it. */
  readonly mend: string;
}

export function readAs<Shape>(value: unknown, expected: Expectation<Shape>, source: Source): Shape {
  const read = expected.schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const place = issue?.path.map(String).join('.') ?? '';
  const message = issue?.message ?? 'unexpected content';
  throw invalid(source, {
    what: `is not ${expected.what}: ${place === '' ? '' : `at ${quote(place)}, `}${quote(message)}`,
    mend: expected.mend,
    cause: read.error,
  });
}
