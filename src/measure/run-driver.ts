// perfcrew's own drivers are programs that can die, be killed or babble. That is data about a run, never the end of a review.
import type { z } from 'zod';
import type { ProcessResult } from '../ports/shell.ts';
import type { Driver } from '../ports/toolbox.ts';
import type { World } from '../ports/world.ts';

export interface DriverJob<Answer> {
  readonly driver: Driver;
  /** Told to the driver as JSON. */
  readonly job: unknown;
  /** Every line of its output that holds an object must be one. */
  readonly answer: z.ZodType<Answer>;
  /** Where it runs; any folder that is there. */
  readonly directory: string;
  readonly timeoutMs: number;
}

export interface DriverRun<Answer> {
  /** What it said before anything went wrong. */
  readonly answers: readonly Answer[];
  /** How it went wrong, with its last words; null where it came to a good end. */
  readonly failure: string | null;
}

/** What to do about a driver that keeps failing. */
export const DRIVER_MEND =
  'Free memory on this machine and measure again; where it fails again, report it to perfcrew with these lines.';

/** A driver that failed this often will not get better. */
export const MOST_DRIVER_FAILURES = 3;

export async function runDriver<Answer>(world: World, run: DriverJob<Answer>): Promise<DriverRun<Answer>> {
  const result = await world.shell.run(world.toolbox.driver(run.driver), {
    directory: run.directory,
    trust: 'scrubbed',
    stdin: JSON.stringify(run.job),
    timeoutMs: run.timeoutMs,
    signal: world.signal,
  });
  world.signal.throwIfAborted();
  const name = `The ${run.driver.replace('-', ' ')}`;
  const answers: Answer[] = [];
  for (const line of result.stdout.split('\n').filter((text) => text.startsWith('{'))) {
    const answer = run.answer.safeParse(parseJson(line));
    if (!answer.success) {
      return { answers, failure: `${name} gave an answer that cannot be read: ${line.slice(0, 200)}` };
    }
    answers.push(answer.data);
  }
  const end = endOf(result);
  return { answers, failure: end === null ? null : `${name} ${end}${lastWords(result)}` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function endOf({ exitCode, timedOut, durationMs }: ProcessResult): string | null {
  if (timedOut) return `did not end within ${Math.round(durationMs / 1000)} s`;
  if (exitCode === null) return 'was killed';
  return exitCode === 0 ? null : `ended with exit code ${exitCode}`;
}

function lastWords({ stderr, stdout }: ProcessResult): string {
  const said = (stderr.trim() === '' ? stdout : stderr).trim().split('\n').slice(-5).join('\n').slice(-1_000);
  return said === '' ? ' and printed nothing' : `:\n${said}`;
}
