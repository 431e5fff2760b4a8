// What a step gets from the runner and gives to it: inputs, outputs, the summary, and lines of the log.
// @actions/core does the same, but takes longer to load than a plan takes to make.
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { workflowCommand } from '../io/workflow-command.ts';

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

export function openRunner(environment: NodeJS.ProcessEnv, writeLine: (line: string) => void): Runner {
  return {
    environment,
    input: (name) => (environment[`INPUT_${name.toUpperCase()}`] ?? '').trim(),
    setOutput(name, value) {
      const file = environment['GITHUB_OUTPUT'];
      // The value may hold anything, so its end is marked by a word nobody can guess.
      const end = `end-${randomUUID()}`;
      if (file) appendFileSync(file, `${name}<<${end}\n${value}\n${end}\n`);
    },
    appendSummary(markdown) {
      const file = environment['GITHUB_STEP_SUMMARY'];
      if (file) appendFileSync(file, markdown);
    },
    writeLine,
    writeError: (message) => writeLine(workflowCommand('error', message)),
  };
}
