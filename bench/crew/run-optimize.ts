// Runs `perfcrew optimize` as a user without a key does, in a process of its own: a review first, then the crew.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Bottleneck } from '../../src/crew/bottleneck.ts';
import { reportSchema, type Report } from '../../src/report/report.ts';
import { THOUGHTS_PATH, thoughtsSchema } from '../../src/run/zones/thoughts.ts';

const CLI = join(import.meta.dirname, '../../src/cli.ts');

export interface OptimizeRun {
  readonly bottlenecks: readonly Bottleneck[];
  readonly report: Report;
  readonly wallMs: number;
}

/**
 * `words`: further words of the command line; `keep`: a folder where the documents stay. Where it holds the review of the same
 * commits, nothing is measured again: only the crew works anew.
 */
export async function runOptimize(
  directory: string,
  { words, keep }: { readonly words: readonly string[]; readonly keep: string | null },
): Promise<OptimizeRun> {
  const runDirectory = keep ?? (await mkdtemp(join(tmpdir(), 'perfcrew-run-')));
  const environment = { ...process.env };
  delete environment['ANTHROPIC_API_KEY'];
  if (keep !== null) await rm(join(keep, '.tasks'), { recursive: true, force: true });
  const begunMs = performance.now();
  try {
    await promisify(execFile)(
      process.execPath,
      [CLI, 'optimize', '--run-directory', runDirectory, '--no-prove', '--quiet', ...words],
      { cwd: directory, env: environment, maxBuffer: 64_000_000 },
    );
    const wallMs = performance.now() - begunMs;
    const read = async (name: string): Promise<unknown> =>
      JSON.parse(await readFile(join(runDirectory, name), 'utf8'));
    const { bottlenecks } = thoughtsSchema.parse(await read(THOUGHTS_PATH));
    return { bottlenecks, report: reportSchema.parse(await read('report.json')), wallMs };
  } finally {
    if (keep === null) await rm(runDirectory, { recursive: true, force: true });
  }
}
