// A repetition in words: route, statement, how often, which line, and the statement that would do it at once.
import type { GrownRepeat } from './confirm-growth.ts';
import type { RepeatedQuery } from './find-repeats.ts';

export interface ToldRepeat {
  readonly title: string;
  readonly detail: string;
  /** The line to change, relative to the repository; null where only the wire was watched or it lies outside. */
  readonly location: { readonly path: string; readonly line: number } | null;
}

const SHORT_CHARACTERS = 120;

export function tellRepeat(
  repeat: RepeatedQuery,
  known: {
    readonly repositoryDirectory: string;
    readonly growth: GrownRepeat | null;
    /** From batchStatement. */
    readonly replacement: string | null;
  },
): ToldRepeat {
  const location = locate(repeat, known.repositoryDirectory);
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

function locate({ frames }: RepeatedQuery, directory: string): ToldRepeat['location'] {
  const root = directory.endsWith('/') ? directory : `${directory}/`;
  const nearest = frames.find(({ file }) => file.startsWith(root));
  return nearest === undefined ? null : { path: nearest.file.slice(root.length), line: nearest.line };
}

function shorten(sql: string): string {
  const line = sql.replaceAll(/\s+/g, ' ').trim();
  return line.length > SHORT_CHARACTERS ? `${line.slice(0, SHORT_CHARACTERS - 1)}…` : line;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
