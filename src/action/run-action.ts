// Runs one command of the Action and maps whatever happened to outputs, annotations and an exit code.
import packageJson from '../../package.json' with { type: 'json' };
import { isProblem } from '../core/problem.ts';
import type { World } from '../ports/world.ts';
import { ACTION_COMMANDS, type CommandResult } from './commands.ts';
import { readInputs } from './inputs.ts';
import { readJob, type Job } from './job.ts';
import { openSession } from './session.ts';

/** What the Action needs of the runner; the root passes the real one. */
export interface Runner {
  readonly environment: NodeJS.ProcessEnv;
  input(name: string): string;
  setOutput(name: string, value: string): void;
  setFailed(message: string): void;
  writeLine(line: string): void;
  appendSummary(file: string, markdown: string): Promise<void>;
  openWorld(job: Job, workingDirectory: string, version: string): Promise<World & AsyncDisposable>;
}

export async function runAction(runner: Runner): Promise<void> {
  try {
    const inputs = readInputs((name) => runner.input(name));
    const job = readJob(runner.environment);
    await using world = await runner.openWorld(job, inputs.workingDirectory, packageJson.version);
    const session = openSession({ inputs, job, world, version: packageJson.version });
    const result = await ACTION_COMMANDS[inputs.command](session);
    await hand(result, job, runner);
    const failed = result.report?.verdict.conclusion === 'fail';
    runner.setOutput('exit-code', failed ? '1' : '0');
    if (failed && inputs.failOnRegression) runner.setFailed(result.report.verdict.headline);
  } catch (error) {
    if (!isProblem(error)) {
      runner.setOutput('exit-code', '3');
      throw error;
    }
    runner.setOutput('exit-code', '2');
    runner.setFailed(`${error.message}\n→ ${error.mend}`);
  }
}

async function hand(result: CommandResult, job: Job, runner: Runner): Promise<void> {
  for (const [name, value] of Object.entries(result.outputs)) runner.setOutput(name, value);
  for (const line of result.annotations) runner.writeLine(line);
  if (result.summary !== null && job.summaryFile !== null) {
    await runner.appendSummary(job.summaryFile, result.summary);
  }
}
