// How much faster a patch really is, asked apart from the prover: many runs of the benchmark, each side in turn, in fresh processes.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { median } from '../../src/stats/quantile.ts';
import type { OpenSubject } from './subject.ts';

const RUNS = 9;
const printedSchema = z.object({ results: z.tuple([z.object({ mean: z.number() })]) });

/** Patched over unpatched, 1 is the same. */
export async function trueRatio({ repository, after }: OpenSubject): Promise<number> {
  const other = await repository.checkOut('main');
  for (const [path, text] of after) {
    await mkdir(dirname(join(other, path)), { recursive: true });
    await writeFile(join(other, path), text);
  }
  const ratios: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const sides = [repository.directory, other];
    const order = run % 2 === 0 ? sides : sides.toReversed();
    const times = new Map<string, number>();
    for (const side of order) times.set(side, await timeOf(side));
    ratios.push((times.get(other) ?? 0) / (times.get(repository.directory) ?? 1));
  }
  return median(ratios) ?? 1;
}

async function timeOf(directory: string): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['bench/run.js'], { cwd: directory });
  return printedSchema.parse(JSON.parse(stdout)).results[0].mean;
}
