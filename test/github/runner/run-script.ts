// `run:` steps: a script file, the shell GitHub would take, and the step's files for outputs and environment.
import { writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { commandFiles, type CommandFiles } from './command-files.ts';
import { interpolate } from './expression.ts';
import type { JobState, StepEnd } from './job-state.ts';
import { runProcess } from './run-process.ts';
import { scopeOf, type TimedPlace } from './step-scope.ts';
import type { StepSpec } from './workflow-file.ts';

const shells: Readonly<Record<string, readonly [string, ...string[]]>> = {
  '': ['bash', '-e'],
  bash: ['bash', '--noprofile', '--norc', '-eo', 'pipefail'],
  sh: ['sh', '-e'],
};

export async function runScript(state: JobState, step: StepSpec, place: TimedPlace): Promise<StepEnd> {
  const scope = scopeOf(state, place);
  const name = step.shell ?? state.defaults.shell ?? '';
  const shell = shells[name];
  if (shell === undefined) throw new Error(`This runner has no shell ${name}; it has bash and sh.`);
  const script = join(state.temp, `${randomUUID()}.sh`);
  await writeFile(script, interpolate(step.run ?? '', scope));
  const directory = interpolate(
    step['working-directory'] ?? state.defaults['working-directory'] ?? '',
    scope,
  );
  const files = await commandFiles(state.temp);
  const [command, ...args] = shell;
  const exitCode = await runProcess({
    command,
    args: [...args, script],
    directory: directory.startsWith('/') ? directory : join(state.workspace, directory),
    environment: stepEnvironment(state, { ...place.variables, ...files.variables }),
    signal: place.signal,
    onLine: state.log.output,
  });
  if (exitCode !== 0) state.log.output(`::error::Process completed with exit code ${exitCode ?? 137}.`);
  return takeMessages(state, files, exitCode === 0);
}

/** From scratch: nothing of the process that runs the tests gets in. */
export function stepEnvironment(
  state: JobState,
  own: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return { ...state.environment, PATH: state.paths.join(':'), ...state.baseVariables, ...own };
}

export async function takeMessages(
  state: JobState,
  files: CommandFiles,
  isSuccess: boolean,
): Promise<StepEnd> {
  const messages = await files.read();
  state.environment = { ...state.environment, ...messages.environment };
  state.paths = [...messages.paths.toReversed(), ...state.paths];
  if (messages.summaryError !== null) state.log.output(`::error::${messages.summaryError}`);
  return { isSuccess, outputs: messages.outputs, summary: messages.summary };
}
