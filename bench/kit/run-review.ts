// Runs `perfcrew review` as a user does, in a process of its own, and brings its report and how long all of it took.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Report, reportSchema } from '../../src/report/report.ts';

export interface ReviewRun {
  readonly report: Report;
  /** Wall time from the start of the process to its end. */
  readonly wallMs: number;
}

export interface ReviewOptions {
  readonly base: string;
  readonly head: string;
  /** Further words of the command line, e.g. `--level standard`. */
  readonly words?: readonly string[];
}

const CLI = join(import.meta.dirname, '../../src/cli.ts');

export async function runReview(directory: string, options: ReviewOptions): Promise<ReviewRun> {
  const runDirectory = await mkdtemp(join(tmpdir(), 'perfcrew-run-'));
  const { base, head, words = [] } = options;
  const between = ['--base', base, '--head', head, '--run-directory', runDirectory];
  const begunMs = performance.now();
  try {
    const said = await runCli(directory, ['review', ...between, '--quiet', ...words]);
    const wallMs = performance.now() - begunMs;
    if (said.exitCode !== 0 && said.exitCode !== 1) {
      throw new Error(`perfcrew review ended with exit code ${said.exitCode}:\n${said.output}`);
    }
    const text = await readFile(join(runDirectory, 'report.json'), 'utf8');
    return { report: reportSchema.parse(JSON.parse(text)), wallMs };
  } finally {
    await rm(runDirectory, { recursive: true, force: true });
  }
}

/** An interruption reaches the review too, which then cleans up; the bench ends by its own error. */
async function runCli(
  directory: string,
  words: readonly string[],
): Promise<{ readonly exitCode: number | null; readonly output: string }> {
  const child = spawn(process.execPath, [CLI, ...words], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = `${output}${text}`.slice(-8_000);
    });
  }
  const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', passOn).on('SIGTERM', passOn);
  try {
    await once(child, 'close');
  } finally {
    process.off('SIGINT', passOn).off('SIGTERM', passOn);
  }
  return { exitCode: child.exitCode, output };
}
