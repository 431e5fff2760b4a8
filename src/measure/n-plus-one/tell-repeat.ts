// A repetition in words: route, statement, how often, which line, and the statement that would do it at once.
import type { GrownRepeat } from './confirm-growth.ts';
import { locateFrame } from './find-wrappers.ts';
import type { RepeatedQuery } from './find-repeats.ts';

export interface ToldRepeat {
  readonly title: string;
  readonly detail: string;
  /** The line to change, relative to the repository; null where only the wire was watched or it lies outside. */
  readonly location: { readonly path: string; readonly line: number } | null;
}

const SHORT_CHARACTERS = 120;
const NO_WRAPPERS: ReadonlySet<string> = new Set();

export function tellRepeat(
  repeat: RepeatedQuery,
  known: {
    readonly repositoryDirectory: string;
    /** Lines of the project's own query functions, from findWrappers. */
    readonly wrappers?: ReadonlySet<string>;
    readonly growth: GrownRepeat | null;
    /** From batchStatement. */
    readonly replacement: string | null;
  },
): ToldRepeat {
  const location = locateFrame(repeat.frames, known.repositoryDirectory, known.wrappers ?? NO_WRAPPERS);
  const place = location === null ? '' : ` at ${location.path}:${location.line}`;
  const times = Math.round(repeat.timesPerRequest);
  return {
    title: `${repeat.route} runs "${shorten(repeat.fingerprint.sql)}" ${times} times per request${place}`,
    detail: [
      tellGrowth(known.growth),
      known.replacement === null
        ? 'Ask for all rows with one statement (a join, or = ANY over the keys) before the loop.'
        : `One statement before the loop gets them all: ${known.replacement}`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
    location,
  };
}

function tellGrowth(growth: GrownRepeat | null): string {
  if (growth === null) return '';
  const { smallTimes, largeTimes, grows } = growth;
  return grows
    ? `It grows with the data: ${round(smallTimes)} times with less, ${round(largeTimes)} with more.`
    : `It does not grow with the data: ${round(largeTimes)} times with less and with more.`;
}

function shorten(sql: string): string {
  const line = sql.replaceAll(/\s+/g, ' ').trim();
  return line.length > SHORT_CHARACTERS ? `${line.slice(0, SHORT_CHARACTERS - 1)}…` : line;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
