// The shop's slow branch over its good one as the crew studies it: real files, and what a review says of them, without running any.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseGitDiff } from '../../../src/change/parse-git-diff.ts';
import type { Comparison } from '../../../src/compare/comparison.ts';
import type { Finding } from '../../../src/compare/finding.ts';
import { parseConfig } from '../../../src/config/parse-config.ts';
import { unifiedDiff } from '../../../src/crew/codemods/unified-diff.ts';
import type { SourceFile } from '../../../src/crew/source-file.ts';
import { openStudy, type Study } from '../../../src/crew/work/study.ts';

const SHOP = join(import.meta.dirname, '../../../examples/shop');

function filesOf(branch: string): readonly SourceFile[] {
  return globSync(['{lib,public,db}/**/*.{js,html,css,sql}', '*.{js,json}', '.github/perfcrew.yml'], {
    cwd: join(SHOP, branch),
  }).map((path) => ({ path, text: readFileSync(join(SHOP, branch, path), 'utf8') }));
}

const GOOD = filesOf('good');
const SLOW = filesOf('slow');

/** Path and first line of each of the four causes. */
export const CAUSES = [
  ['lib/orders.js', 'const items = await database.query(ITEMS'],
  ['lib/similarity.js', 'const tokens = tokensOf(one);'],
  ['db/migrations/003_order_status_index.sql', 'DROP INDEX'],
  ['public/index.html', '<script src="/vendor/place-search.js">'],
] as const;

const finding = (
  cause: number,
  facts: Pick<Finding, 'kind' | 'gate' | 'target' | 'title' | 'detail'>,
): Finding => {
  const [path, start] = CAUSES[cause] ?? ['', ''];
  const line = lineOf(path, start);
  return {
    document: 'finding',
    version: 1,
    id: `finding-${cause}`,
    severity: 'error',
    location: { path, line, side: 'head' },
    evidence: { base: null, head: null },
    ...facts,
  };
};

const row = (
  facts: Pick<Comparison['metrics'][number], 'gate' | 'target' | 'metric' | 'label' | 'base' | 'head'>,
): Comparison['metrics'][number] => ({
  unit: 'ms',
  better: 'lower',
  evidence: 'timed',
  ratio: facts.base === null || facts.head === null ? null : facts.head / facts.base,
  interval: null,
  pairs: 9,
  floor: 0.03,
  detectable: 0.05,
  noise: null,
  confirmed: true,
  conclusion: 'regressed',
  need: null,
  ...facts,
});

export function shopStudy(more: readonly SourceFile[] = []): Study {
  const changed = SLOW.map(({ path }) => path);
  const head = [...GOOD.filter(({ path }) => !changed.includes(path)), ...SLOW, ...more];
  const diff = parseGitDiff(
    [...SLOW, ...more]
      .map(({ path, text }) => unifiedDiff(path, GOOD.find((one) => one.path === path)?.text ?? null, text))
      .join(''),
  );
  return openStudy({
    review: {
      pullRequest: {
        document: 'pull-request',
        version: 1,
        repository: null,
        number: null,
        title: 'Slow',
        body: '',
        author: null,
        labels: [],
        fromFork: false,
        base: { sha: 'a'.repeat(40), ref: 'good' },
        head: { sha: 'b'.repeat(40), ref: 'slow' },
      },
      diff,
      plan: {
        document: 'gate-plan',
        version: 1,
        level: 'comprehensive',
        gates: [],
        skipped: [],
        estimatedMinutes: 0,
        fullMinutes: 0,
        matrix: { include: [] },
      },
      config: parseConfig(GOOD.find(({ path }) => path === '.github/perfcrew.yml')?.text ?? null),
      measurements: [],
      comparison: {
        document: 'comparison',
        version: 1,
        unmeasured: [],
        metrics: [
          row({
            gate: 'load',
            target: 'GET /api/orders',
            metric: 'latency-p50-ms',
            label: 'Latency p50',
            base: 4,
            head: 30,
          }),
          row({
            gate: 'load',
            target: 'GET /api/recommendations',
            metric: 'latency-p50-ms',
            label: 'Latency p50',
            base: 5,
            head: 90,
          }),
          row({
            gate: 'query',
            target: 'orders of a customer',
            metric: 'execution-ms',
            label: 'Execution',
            base: 0.1,
            head: 9,
          }),
          row({ gate: 'page', target: '/', metric: 'lcp-ms', label: 'LCP', base: 800, head: 1900 }),
        ],
      },
      findings: [
        finding(0, {
          kind: 'repeated-statement',
          gate: 'load',
          target: 'GET /api/orders',
          title: 'A statement runs 50 times a request',
          detail: 'SELECT item.order_id … ran 50 times.',
        }),
        finding(1, {
          kind: 'regression',
          gate: 'load',
          target: 'GET /api/recommendations',
          title: 'Latency p50 is 18 times as long',
          detail: '5 ms before, 90 ms now.',
        }),
        finding(2, {
          kind: 'index-lost',
          gate: 'query',
          target: 'orders of a customer',
          title: 'The index on orders.customer_id is gone',
          detail: 'A sequential scan reads all orders.',
        }),
        finding(3, {
          kind: 'script-blocking',
          gate: 'page',
          target: '/',
          title: 'A script blocks the page',
          detail: 'place-search.js runs before the first paint.',
        }),
      ],
      verdict: { document: 'verdict', version: 1, conclusion: 'fail', headline: 'Slower', reasons: [] },
    },
    head,
    base: GOOD.filter(({ path }) => changed.includes(path)),
    profiles: new Map(),
    indexAdvice: [],
    requests: [],
    unread: 0,
  });
}

export function lineOf(path: string, start: string): number {
  const text = SLOW.find((one) => one.path === path)?.text ?? '';
  return 1 + text.split('\n').findIndex((line) => line.trim().startsWith(start));
}
