// The options all benches share; each bench adds its own beside them.
import { RESULTS_DIRECTORY } from './result-file.ts';

export const BENCH_OPTIONS = {
  /** Measuring time of one review. */
  minutes: { type: 'string' },
  seed: { type: 'string', default: '1' },
  /** Keep the trials of the result file and do only those that are missing. */
  resume: { type: 'boolean', default: false },
  /** Folder of the result files: another one for a try that is not to be committed. */
  results: { type: 'string', default: RESULTS_DIRECTORY },
} as const;

/** A number above 0, or an error that names the option. */
export function positive(name: string, text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new Error(`--${name} ${text} is not a number above 0; give one, as in --${name} 5.`);
}

/** `--minutes N` for the review, where it was asked for. */
export function minutesWords(minutes: string | undefined): string[] {
  return minutes === undefined ? [] : ['--minutes', `${positive('minutes', minutes)}`];
}
