// The command line of the source, in this process, as somebody in a folder would call it.
import { join } from 'node:path';
import { runCli } from '../../src/cli/run-cli.ts';

export interface Called {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function perfcrew(
  directory: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Called> {
  let stdout = '';
  let stderr = '';
  const exitCode = await runCli({
    arguments: words,
    directory,
    environment: { PATH: process.env['PATH'], HOME: directory, ...environment },
    stdout: { write: (text) => void (stdout += text), columns: 140 },
    stderr: { write: (text) => void (stderr += text) },
    programsDirectory: join(import.meta.dirname, '../../src'),
    signal: new AbortController().signal,
  });
  return { exitCode, stdout, stderr };
}
