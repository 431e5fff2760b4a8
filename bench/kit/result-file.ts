// The committed results of a bench: read by their schema, written after every trial, so that an interruption loses none.
import { mkdirSync, readFileSync, renameSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { environmentSchema, type Environment } from '../../src/measure/environment.ts';
import type { Report } from '../../src/report/report.ts';

export const RESULTS_DIRECTORY = join(import.meta.dirname, '../results');

/** What every result tells beside its trials. */
export const resultHead = {
  /** The command that reproduces it. */
  command: z.string(),
  /** ISO 8601, UTC: when the last trial ended. */
  finishedAt: z.string(),
  /** The machine and tools; null before the first trial. */
  environment: environmentSchema.nullable(),
} as const;

export interface ResultFile<Result> {
  readonly path: string;
  /** Null where there is none. */
  read(): Result | null;
  write(result: Result): void;
}

export function resultFile<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  directory = RESULTS_DIRECTORY,
): ResultFile<z.infer<Schema>> {
  const path = join(directory, `${name}.json`);
  return {
    path,
    read: () => (existsSync(path) ? schema.parse(JSON.parse(readFileSync(path, 'utf8'))) : null),
    write(result) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(`${path}.new`, `${JSON.stringify(schema.parse(result), null, 1)}\n`);
      renameSync(`${path}.new`, path);
    },
  };
}

/** One environment of a whole report: a gate that needs no browser knows none. */
export function environmentOf({ measurements }: Pick<Report, 'measurements'>): Environment | null {
  return measurements
    .map(({ environment }) => environment)
    .reduce<Environment | null>(mergeEnvironments, null);
}

export function mergeEnvironments(known: Environment | null, next: Environment | null): Environment | null {
  if (known === null || next === null) return known ?? next;
  return { ...next, chrome: next.chrome ?? known.chrome, postgres: next.postgres ?? known.postgres };
}

/** Trials of different machines or versions do not belong in one table. */
export function sameMachine(known: Environment | null, next: Environment | null, path: string): void {
  if (known === null || next === null) return;
  for (const part of ['cpuModel', 'cpuCount', 'kernel', 'image', 'node', 'perfcrew'] as const) {
    if (known[part] === next[part]) continue;
    throw new Error(
      `${path} holds trials with ${part} ${known[part]}, but this is ${next[part]}: run without --resume to begin anew.`,
    );
  }
}
