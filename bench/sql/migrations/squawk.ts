// Verdicts of squawk (github.com/sbdchd/squawk, Apache-2.0 or MIT), installed into a folder of its own for the bench.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { LabelledCase } from './labelled-case.ts';

const SQUAWK_VERSION = '2.66.0';

/** Matters of taste, and limits a role has already: perfcrew is silent on both by its settings here. */
export const SQUAWK_EXCLUDED = [
  'require-lock-timeout',
  'require-statement-timeout',
  'prefer-robust-stmts',
  'prefer-bigint-over-int',
  'prefer-bigint-over-smallint',
  'prefer-text-field',
  'prefer-timestamp-tz',
  'prefer-identity',
  'ban-char-field',
] as const;

export interface Squawk extends AsyncDisposable {
  readonly version: string;
  /** Names of the rules each migration breaks, in order of the migrations. */
  judge(cases: readonly LabelledCase[], major: number): Promise<readonly (readonly string[])[]>;
}

const violations = z.array(z.object({ file: z.string(), rule_name: z.string() }));

export async function openSquawk(): Promise<Squawk> {
  const folder = await mkdtemp(join(tmpdir(), 'squawk-'));
  const close = () => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  try {
    // Its binary is a package of the registry of its own, so that no script need run.
    const words = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
    await run('npm', [...words, `squawk-cli@${SQUAWK_VERSION}`]);
  } catch (error) {
    await close();
    throw error;
  }
  const program = join(folder, 'node_modules/.bin/squawk');
  return {
    version: (await run(program, ['--version'])).trim(),
    async judge(cases, major) {
      const alone = await judgeFiles({ program, folder, major, cases, wrapped: false });
      const together = await judgeFiles({ program, folder, major, cases, wrapped: true });
      return cases.map((_, index) => alone.get(index) ?? together.get(index) ?? []);
    },
    [Symbol.asyncDispose]: close,
  };
}

interface Files {
  readonly program: string;
  readonly folder: string;
  readonly major: number;
  readonly cases: readonly LabelledCase[];
  readonly wrapped: boolean;
}

async function judgeFiles(files: Files): Promise<ReadonlyMap<number, readonly string[]>> {
  const { program, folder, major, cases, wrapped } = files;
  const paths = new Map<string, number>();
  for (const [index, each] of cases.entries()) {
    if ((each.wrapped ?? false) !== wrapped) continue;
    const path = join(folder, `${major}-${index}.sql`);
    await writeFile(path, `${each.sql};\n`);
    paths.set(path, index);
  }
  const words = [
    '--reporter',
    'json',
    '--pg-version',
    `${major}.0`,
    `--exclude=${SQUAWK_EXCLUDED.join(',')}`,
  ];
  const place = wrapped ? '--assume-in-transaction' : '--no-assume-in-transaction';
  const found = violations.parse(JSON.parse(await run(program, [...words, place, ...paths.keys()])));
  return new Map(
    [...paths].map(([path, index]) => {
      const rules = found.filter(({ file }) => file === path).map((each) => each.rule_name);
      return [index, [...new Set(rules)].toSorted()];
    }),
  );
}

/** Exits with 1 where it has found something. */
async function run(program: string, words: readonly string[]): Promise<string> {
  return await new Promise((resolve, reject) => {
    const child = execFile(program, [...words], { maxBuffer: 64 * 2 ** 20 }, (error, stdout, stderr) => {
      if (error === null || (error.code === 1 && stdout !== '')) resolve(stdout);
      else reject(new Error(`${program} ${words.slice(0, 3).join(' ')} fails: ${stderr || error.message}`));
    });
    // It waits for the end of its input where that is no terminal.
    child.stdin?.end();
  });
}
