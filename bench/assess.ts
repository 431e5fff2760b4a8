// How much CPU it takes to read, judge and plan a pull request of 3,000 files; fails above 300 ms.
import { parseGitDiff } from '../src/change/parse-git-diff.ts';
import type { PullRequest } from '../src/change/pull-request.ts';
import { configSchema } from '../src/config/config.ts';
import { planGates } from '../src/plan/plan-gates.ts';
import { assessRisk } from '../src/risk/assess-risk.ts';

const FILES = 3_000;
const LIMIT_MS = 300;
const RUNS = 7;

const config = configSchema.parse({
  checks: { build: 'npm run build', lint: 'npm run lint', test: 'npm test' },
  targets: { routes: Array.from({ length: 20 }, (_, index) => ({ path: `/api/${index}` })) },
  always_full_for: ['billing', 'src/core/**', '*.proto'],
});

const pullRequest: PullRequest = {
  document: 'pull-request',
  version: 1,
  repository: null,
  number: null,
  title: 'Move everything',
  body: '',
  author: null,
  labels: [],
  fromFork: false,
  base: { sha: 'a'.repeat(40), ref: 'main' },
  head: { sha: 'b'.repeat(40), ref: 'topic' },
};

const text = largeDiff();
const samples = Array.from({ length: RUNS }, measure);
const first = samples[0]?.total ?? 0;
const median = (pick: (sample: Sample) => number): number =>
  samples.map(pick).toSorted((one, other) => one - other)[Math.floor(RUNS / 2)] ?? 0;
const rows: readonly (readonly [string, number])[] = [
  ['parse', median(({ parse }) => parse)],
  ['assess', median(({ assess }) => assess)],
  ['plan', median(({ plan }) => plan)],
  ['all, median', median(({ total }) => total)],
  ['all, first run (cold)', first],
];
console.log(
  `| ${FILES} files, ${(text.length / 1_000_000).toFixed(1)} MB, ${RUNS} runs | CPU ms |\n|---|---:|`,
);
for (const [name, cpuMs] of rows) console.log(`| ${name} | ${cpuMs.toFixed(0)} |`);
if (median(({ total }) => total) > LIMIT_MS) {
  console.error(`Above the limit of ${LIMIT_MS} ms.`);
  process.exitCode = 1;
}

interface Sample {
  readonly parse: number;
  readonly assess: number;
  readonly plan: number;
  readonly total: number;
}

function measure(): Sample {
  const start = process.cpuUsage();
  const diff = parseGitDiff(text);
  const parsed = cpuMsSince(start);
  const risk = assessRisk({ pullRequest, diff }, config);
  const assessed = cpuMsSince(start);
  const plan = planGates({ diff, risk, config });
  const total = cpuMsSince(start);
  if (diff.files.length !== FILES || risk.score === 0 || plan.gates.length === 0) {
    throw new Error('The generated diff was not read as a diff of 3,000 files.');
  }
  return { parse: parsed, assess: assessed - parsed, plan: total - assessed, total };
}

function cpuMsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** As a wide refactoring looks: two hunks of some fifteen lines a file, in folders of all kinds. */
function largeDiff(): string {
  const folders = ['src/core', 'src/auth', 'src/components/cart', 'test/unit', 'docs', 'packages/api/routes'];
  const extensions = ['ts', 'tsx', 'ts', 'test.ts', 'md', 'ts'];
  const parts: string[] = [];
  for (let index = 0; index < FILES; index += 1) {
    const at = index % folders.length;
    const path = `${folders[at]}/feature${Math.floor(index / 40)}/module${index}.${extensions[at]}`;
    parts.push(
      `diff --git a/${path} b/${path}`,
      `index ${'1'.repeat(40)}..${'2'.repeat(40)} 100644`,
      `--- a/${path}`,
      `+++ b/${path}`,
    );
    for (const start of [12, 80]) {
      const kept = ['  const rows = await load(id);', '  if (rows.length === 0) {', '    return null;'];
      parts.push(`@@ -${start},10 +${start},12 @@ export class Module${index} {`);
      parts.push(...kept.map((line) => ` ${line}`));
      for (let line = 0; line < 4; line += 1)
        parts.push(`-  const total${line} = sum(rows, 'price', ${line});`);
      parts.push(
        `-  export const old${index % 7} = 1;`,
        `+export function compute${index}(rows: Row[]): number {`,
      );
      for (let line = 0; line < 5; line += 1)
        parts.push(`+    out.push(format(rows[${line}], { currency: 'EUR' }));`);
      parts.push(`+  await db.query("DELETE FROM cache WHERE id = ${index}"); // keeps it small`);
      parts.push(' }', ' ');
    }
  }
  return `${parts.join('\n')}\n`;
}
