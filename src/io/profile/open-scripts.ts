// The scripts of an app by what a profile asks of them: which function is at a place, and which source it was made from.
import type { Frame } from '../../ports/profile-driver.ts';
import type { Position, RawFunction, RawScript } from './raw-profile.ts';
import { openSourceMap, type FindSource, type SourcePlace } from './source-map.ts';

export interface OpenFunction extends RawFunction {
  readonly frame: Frame;
}

export interface OpenScript {
  /** The innermost function around a place of the generated code. */
  functionAt(position: Position): OpenFunction | null;
  sourceOfLine(line: number): SourcePlace | null;
}

export function openScripts(scripts: readonly RawScript[]): ReadonlyMap<string, OpenScript> {
  return new Map(scripts.map((script) => [script.scriptId, openScript(script)]));
}

/** Where a line begins may be told for no column before this one: indentation is made from nothing. */
const DEEPEST_COLUMN = 80;

function openScript({ url, sourceMapUrl, functions }: RawScript): OpenScript {
  const findSource = openSourceMap({ url, mapUrl: sourceMapUrl });
  const lines = new Map<number, SourcePlace | null>();
  // V8 wraps a script in a function without a name that covers it all; it is no function anybody wrote.
  const written = functions.filter(({ name, start }) => name !== '' || start.line > 0 || start.column > 0);
  const opened: OpenScript = {
    functionAt: (position) => innermost(written.filter((one) => holds(one, position))),
    sourceOfLine(line) {
      if (findSource === null) return { url, line };
      const known = lines.get(line);
      if (known !== undefined) return known;
      const found = firstSource(findSource, line);
      lines.set(line, found);
      return found;
    },
  };

  function innermost(around: readonly RawFunction[]): OpenFunction | null {
    const [first] = around.toSorted((one, other) => -compare(one.start, other.start));
    return first === undefined ? null : { ...first, frame: frameOf(first) };
  }

  /** A callback counts as a part of the function it is written in. */
  function frameOf(one: RawFunction): Frame {
    const { name, start, end } = one.name === '' ? (enclosing(one, written) ?? one) : one;
    const first = findSource === null ? { url, line: start.line } : findSource(start);
    const last = findSource === null ? { url, line: end.line } : findSource(end);
    if (first === null) return { name, url, line: start.line + 1, endLine: end.line + 1 };
    const endLine = last?.url === first.url && last.line >= first.line ? last.line + 1 : null;
    return { name, url: first.url, line: first.line + 1, endLine };
  }

  return opened;
}

function enclosing(one: RawFunction, functions: readonly RawFunction[]): RawFunction | undefined {
  const around = functions.filter(
    (other) => other !== one && other.name !== '' && holds(other, one.start) && holds(other, one.end),
  );
  return around.toSorted((first, second) => -compare(first.start, second.start))[0];
}

function holds({ start, end }: RawFunction, position: Position): boolean {
  return compare(start, position) <= 0 && compare(position, end) <= 0;
}

function compare(one: Position, other: Position): number {
  return one.line - other.line || one.column - other.column;
}

function firstSource(findSource: FindSource, line: number): SourcePlace | null {
  for (let column = 0; column <= DEEPEST_COLUMN; column += 1) {
    const found = findSource({ line, column });
    if (found !== null) return found;
  }
  return null;
}
