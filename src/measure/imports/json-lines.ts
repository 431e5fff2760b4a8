// JSON line by line, as k6, Go and cargo-criterion print it; other lines between them belong to other programs.
import { readJson } from './read-json.ts';
import { unreadable, type Source } from './refuse.ts';

const LONGEST_LINE = 1_000_000;

/** A line that begins like an object and is none was cut off. */
export function* jsonLines(text: string, source: Source): Generator<unknown> {
  let start = 0;
  for (let number = 1; start < text.length; number += 1) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end === -1 ? undefined : end).trim();
    start = end === -1 ? text.length : end + 1;
    if (!line.startsWith('{')) continue;
    const place = { path: `${source.path}:${number}` };
    if (line.length > LONGEST_LINE) {
      throw unreadable(place, {
        what: 'is longer than any benchmark tool writes a line',
        mend: 'Name the file that the benchmark tool writes in `results.file`.',
      });
    }
    yield readJson(line, place);
  }
}

/** The first line that begins like an object, parsed; null where it is none by itself. */
export function firstJsonLine(text: string): unknown {
  const line = /^[ \t]*(\{.*\})[ \t]*\r?$/m.exec(text.slice(0, LONGEST_LINE))?.[1];
  if (line === undefined) return null;
  try {
    return readJson(line, { path: '' });
  } catch {
    return null;
  }
}
