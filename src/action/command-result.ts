// What a command of the Action hands to the runner.
import type { Outputs } from './outputs.ts';

export interface CommandResult {
  readonly outputs: Outputs;
  /** Markdown for the job's summary; null leaves it as it is. */
  readonly summary: string | null;
  /** Lines for the log that GitHub turns into annotations. */
  readonly annotations: readonly string[];
  /** What is told where the verdict is fail; null where it is not, or nothing was judged. */
  readonly failure: string | null;
}

/** Of a step that judges nothing. */
export function stepDone(outputs: Outputs): CommandResult {
  return { outputs, summary: null, annotations: [], failure: null };
}
