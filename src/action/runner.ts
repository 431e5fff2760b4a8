// What a step gets from the runner and gives to it: inputs, outputs, the summary, and lines of the log.
import { appendFileSync } from 'node:fs';
import * as core from '@actions/core';

export interface Runner {
  readonly environment: NodeJS.ProcessEnv;
  /** Trimmed; empty where it is not set. */
  input(name: string): string;
  setOutput(name: string, value: string): void;
  appendSummary(markdown: string): void;
  writeLine(line: string): void;
  /** An error annotation of the step. */
  writeError(message: string): void;
}

/** The runner of this process, whose environment it is. */
export function openRunner(environment: NodeJS.ProcessEnv): Runner {
  return {
    environment,
    input: (name) => core.getInput(name),
    setOutput: (name, value) => core.setOutput(name, value),
    appendSummary(markdown) {
      const file = environment['GITHUB_STEP_SUMMARY'];
      if (file) appendFileSync(file, markdown);
    },
    writeLine: (line) => core.info(line),
    writeError: (message) => core.error(message),
  };
}
