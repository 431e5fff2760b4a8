// Runs one command of the Action and maps whatever happened to outputs, annotations and an exit code.
import packageJson from '../../package.json' with { type: 'json' };
import { isProblem, type Problem } from '../core/problem.ts';
import type { CommandResult } from './command-result.ts';
import { ACTION_COMMANDS } from './commands.ts';
import { readInputs } from './inputs.ts';
import { readJob, type Job } from './job.ts';
import type { Outside } from './outside.ts';
import type { Runner } from './runner.ts';
import { openSession } from './session.ts';

export interface JobPlace {
  readonly job: Job;
  readonly workingDirectory: string;
  readonly version: string;
}

/** 0, or 1 where the verdict fails the step, or 2 where somebody must act. */
export async function runAction(
  runner: Runner,
  openOutside: (place: JobPlace) => Outside,
): Promise<0 | 1 | 2> {
  try {
    const inputs = readInputs((name) => runner.input(name));
    const job = readJob(runner.environment);
    const { version } = packageJson;
    const { workingDirectory } = inputs;
    await using outside = openOutside({ job, workingDirectory, version });
    const command = await ACTION_COMMANDS[inputs.command]();
    const result = await command(openSession({ inputs, job, outside, version }));
    hand(result, runner);
    if (result.failure === null || !inputs.failOnRegression) return 0;
    runner.writeError(result.failure);
    return 1;
  } catch (error) {
    runner.setOutput('exit-code', isProblem(error) ? '2' : '3');
    if (!isProblem(error)) throw error;
    tell(error, runner);
    return 2;
  }
}

function hand(result: CommandResult, runner: Runner): void {
  for (const [name, value] of Object.entries(result.outputs)) runner.setOutput(name, value);
  runner.setOutput('exit-code', result.failure === null ? '0' : '1');
  for (const line of result.annotations) runner.writeLine(line);
  if (result.summary !== null) runner.appendSummary(result.summary);
}

function tell(problem: Problem, runner: Runner): void {
  runner.writeError(`${problem.message}\n→ ${problem.mend}`);
  runner.appendSummary(`**perfcrew could not go on.** ${problem.message}\n\n→ ${problem.mend}\n`);
}
