// Runs one of the project's own commands on a checkout, with its log kept, and says in words how it failed.
import type { CommandResult } from '../stage.ts';
import type { Shell } from '../../ports/shell.ts';

export interface ProjectCommand {
  /** A string is run by `sh -c`, a list directly. */
  readonly command: string | readonly string[];
  readonly directory: string;
  readonly logFile: string;
  readonly timeoutMs: number;
  readonly environment?: Readonly<Record<string, string>>;
}

const OUTPUT_CHARACTERS = 200_000;

export async function runCommand(request: ProjectCommand, shell: Shell): Promise<CommandResult> {
  const result = await shell.run(request.command, {
    directory: request.directory,
    trust: 'scrubbed',
    // Package managers and test runners ask nothing and watch nothing where CI is set, and then some of them like colours.
    environment: { CI: 'true', NO_COLOR: '1', ...request.environment },
    timeoutMs: request.timeoutMs,
    logFile: request.logFile,
  });
  const printed = [result.stdout, result.stderr].map((text) => text.slice(-OUTPUT_CHARACTERS / 2));
  return {
    exitCode: result.exitCode,
    timedOut: result.timedOut,
    durationMs: result.durationMs,
    output: readable(printed.filter((text) => text !== '').join('\n'), request.directory),
    logFile: request.logFile,
  };
}

export function succeeded(result: CommandResult): boolean {
  return result.exitCode === 0;
}

/** e.g. `ended with exit code 1`. */
export function describeEnd(result: CommandResult): string {
  if (result.timedOut) return `was stopped after ${formatDuration(result.durationMs)}`;
  return result.exitCode === null ? 'was killed' : `ended with exit code ${result.exitCode}`;
}

/** What stands between a person and the reason: npm's advice, and the frames of Node's own loader. */
const NOISE = /^npm (warn|notice)\b|^\s+at .*\(?node:internal\//i;

/** The last lines that say something, for messages. */
export function lastLines(output: string, count: number): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => !NOISE.test(line));
  return (telling.length > 0 ? telling : lines)
    .slice(-count)
    .map((line) => (line.length > 400 ? `${line.slice(0, 400)}…` : line))
    .join('\n');
}

export function formatDuration(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  const seconds = durationMs / 1000;
  return seconds < 120 ? `${Number(seconds.toPrecision(2))} s` : `${Math.round(seconds / 60)} min`;
}

const ESCAPE = '\u001B';
const COLOURS = new RegExp(`${ESCAPE}\\[[0-9;?]*[ -/]*[@-~]`, 'g');

/** Without colours, and with paths as they are called in the repository: the checkout's own place means nothing to a reader. */
function readable(text: string, directory: string): string {
  return text
    .replaceAll(COLOURS, '')
    .replaceAll('\r\n', '\n')
    .replaceAll(`file://${directory}/`, '')
    .replaceAll(`${directory}/`, '');
}
