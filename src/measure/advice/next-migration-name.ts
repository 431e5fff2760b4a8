// What the next migration file is called: the project's numbering goes on, whatever it is.

export interface Numbering {
  /** Before the digits, such as Flyway's `V` or `V1.`. */
  readonly before: string;
  readonly digits: string;
  /** Between the digits and the words. */
  readonly separator: string;
}

/** Of a file or a folder without its parents; null where it bears no number in front. */
export function numberingOf(name: string): Numbering | null {
  const [, before, digits, separator] = /^((?:V(?:\d+[._])*)?)(\d+)(__|[_.-])?/.exec(name) ?? [];
  if (before === undefined || digits === undefined) return null;
  return { before, digits, separator: separator ?? '_' };
}

const EPOCH_MILLISECONDS = 13;
const EPOCH_SECONDS = 10;

/** `steps` after the last: 1 for the next one, 2 for the one after it. */
export function nextNumber(last: string, nowMs: number, steps: number): string {
  const after = BigInt(last) + BigInt(steps);
  const now = timeLike(last, nowMs);
  // Two files of one moment need two numbers; so does one whose last was dated ahead.
  const fromNow = now === null ? after : BigInt(now) + BigInt(steps - 1);
  return `${fromNow > after ? fromNow : after}`.padStart(last.length, '0');
}

/** Now, in the form of the other number: a date written as digits, or the time since 1970. Null where it only counts. */
function timeLike(number: string, nowMs: number): string | null {
  const { length } = number;
  if (/^(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])/.test(number) && [8, 12, 14, 17].includes(length)) {
    return timestamp(nowMs, length);
  }
  if (length === EPOCH_MILLISECONDS) return `${nowMs}`;
  return length === EPOCH_SECONDS && number.startsWith('1') ? `${Math.floor(nowMs / 1000)}` : null;
}

/** `20261121174500`: the date and the time in UTC, cut to so many digits. */
export function timestamp(nowMs: number, length = 14): string {
  return new Date(nowMs).toISOString().replaceAll(/\D/g, '').slice(0, length);
}
