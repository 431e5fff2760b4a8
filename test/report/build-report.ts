// Realistic reports for every test of a format: the shop's slow branch, a quiet change, a neutral one, and a huge one.
import { METRICS, type MetricId } from '../../src/core/metric.ts';
import type { GateId } from '../../src/core/gate-id.ts';
import type { Diff } from '../../src/change/diff.ts';
import type { MetricComparison } from '../../src/compare/comparison.ts';
import type { Finding } from '../../src/compare/finding.ts';
import type { Measured, Measurement, Observation, Round, Series } from '../../src/measure/measurement.ts';
import type { Attachment, Attachments } from '../../src/report/attachments.ts';
import { composeReport, type ReportParts } from '../../src/report/compose-report.ts';
import { reportSchema, type Report } from '../../src/report/report.ts';

/** Where a fixture begins: every part can be replaced. */
export function buildReport(changes: Partial<ReportParts> = {}): Report {
  return reportSchema.parse(composeReport({ ...quietParts(), ...changes }));
}

export const BASE_SHA = '3f1c9a7be20d4458a1b6c0f2d9e87a5544c3b2a1';
export const HEAD_SHA = '9d04e6b1c7f83a2255d1908be4a6f7703c2e1d5f';

/** Small seeded generator (mulberry32), so that fixtures repeat. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Sample {
  readonly gate: GateId;
  readonly target: string;
  readonly metric: MetricId;
  readonly base: number | null;
  readonly head: number | null;
  readonly spread?: number;
  readonly conclusion?: MetricComparison['conclusion'];
  readonly need?: string;
  readonly confirmed?: boolean;
}

interface Told {
  readonly series: Series;
  readonly row: MetricComparison;
}

/** Rounds around the two values, and the row that a comparison makes of them. */
function sample(given: Sample, random: () => number): Told {
  const metric = METRICS[given.metric];
  const exact = metric.evidence === 'exact';
  const spread = exact ? 0 : (given.spread ?? 0.04);
  const restarts = exact ? 1 : 6;
  const perRestart = exact ? 3 : 4;
  const rounds: Round[] = [];
  for (let restart = 0; restart < restarts; restart += 1) {
    const drift = 1 + (random() - 0.5) * spread;
    for (let round = 0; round < perRestart; round += 1) {
      const noise = () => drift * (1 + (random() + random() - 1) * spread);
      rounds.push({
        restart,
        base: given.base === null ? null : round3(given.base * noise()),
        head: given.head === null ? null : round3(given.head * noise()),
      });
    }
  }
  const ratio =
    given.base === null || given.head === null || given.base === 0 ? null : given.head / given.base;
  const width = spread / 2;
  return {
    series: { metric: given.metric, rounds },
    row: {
      gate: given.gate,
      target: given.target,
      metric: given.metric,
      label: metric.label,
      unit: metric.unit,
      better: metric.better,
      evidence: metric.evidence,
      base: given.base,
      head: given.head,
      ratio,
      interval:
        exact || ratio === null
          ? null
          : { low: ratio * (1 - width), high: ratio * (1 + width), confidence: 0.95 },
      pairs: rounds.length,
      detectable: exact ? null : round3(Math.max(metric.floor, width)),
      noise: exact ? null : round3(width * 0.7),
      confirmed: given.confirmed ?? (!exact && given.conclusion === 'regressed' ? true : null),
      floor: metric.floor,
      conclusion: given.conclusion ?? 'equivalent',
      need: given.need ?? null,
    },
  };
}

function round3(value: number): number {
  return Number(value.toPrecision(4));
}

const ENVIRONMENT = {
  cpuModel: 'AMD EPYC 7763 64-Core Processor',
  cpuCount: 2,
  memoryBytes: 8_323_407_872,
  kernel: '6.8.0-1014',
  image: 'Ubuntu 24.04',
  node: '24.21.0',
  chrome: null,
  postgres: null,
  perfcrew: '0.1.0',
} as const;

interface MeasuredTarget {
  readonly gate: GateId;
  readonly target: string;
  readonly durationMs: number;
  readonly told: readonly Told[];
  readonly observations?: readonly Observation[];
}

function measured(target: MeasuredTarget): Measurement {
  const outcome: Measured = {
    status: 'measured',
    series: target.told.map(({ series }) => series),
    observations: target.observations ?? [],
  };
  return {
    document: 'measurement',
    version: 1,
    gate: target.gate,
    target: target.target,
    environment: {
      ...ENVIRONMENT,
      chrome: target.gate === 'page' ? '153.0.7204.49' : null,
      postgres: target.gate === 'query' ? '18.4' : null,
    },
    durationMs: target.durationMs,
    outcome,
    artifacts: [],
  };
}

function shopTargets(slow: boolean): readonly MeasuredTarget[] {
  const random = seeded(slow ? 7 : 11);
  const worse = slow ? ({ conclusion: 'regressed' } as const) : {};
  const load = (target: string, metric: MetricId, values: Omit<Sample, 'gate' | 'target' | 'metric'>) =>
    sample({ gate: 'load', target, metric, ...values }, random);
  const page = (metric: MetricId, values: Omit<Sample, 'gate' | 'target' | 'metric'>) =>
    sample({ gate: 'page', target: '/', metric, ...values }, random);
  const query = (target: string, metric: MetricId, values: Omit<Sample, 'gate' | 'target' | 'metric'>) =>
    sample({ gate: 'query', target, metric, ...values }, random);
  return [
    {
      gate: 'load',
      target: 'GET /api/orders',
      durationMs: 31_400,
      told: [
        load('GET /api/orders', 'queries-per-request', { base: 2, head: slow ? 51 : 2, ...worse }),
        load('GET /api/orders', 'latency-p50-ms', {
          base: 4.1,
          head: slow ? 31.7 : 4.12,
          spread: 0.08,
          ...worse,
        }),
        load('GET /api/orders', 'latency-p95-ms', {
          base: 6.3,
          head: slow ? 44.9 : 6.41,
          spread: 0.24,
          conclusion: slow ? 'regressed' : 'inconclusive',
          ...(slow ? {} : { need: 'about 14 more rounds' }),
        }),
        load('GET /api/orders', 'throughput-per-sec', {
          base: 941,
          head: slow ? 123 : 938,
          spread: 0.07,
          ...worse,
        }),
        load('GET /api/orders', 'cpu-per-request-ms', { base: 1.31, head: slow ? 9.84 : 1.3, ...worse }),
        load('GET /api/orders', 'response-bytes', { base: 8_214, head: 8_214 }),
        load('GET /api/orders', 'rss-bytes', {
          base: 88_400_000,
          head: slow ? 97_100_000 : 88_900_000,
          spread: 0.05,
        }),
      ],
    },
    {
      gate: 'load',
      target: 'GET /api/recommendations',
      durationMs: 29_800,
      told: [
        load('GET /api/recommendations', 'cpu-per-request-ms', {
          base: 0.6,
          head: slow ? 5.1 : 0.601,
          spread: 0.06,
          ...worse,
        }),
        load('GET /api/recommendations', 'latency-p50-ms', {
          base: 1.8,
          head: slow ? 20.9 : 1.81,
          spread: 0.08,
          ...worse,
        }),
        load('GET /api/recommendations', 'throughput-per-sec', {
          base: 2_140,
          head: slow ? 191 : 2_131,
          ...worse,
        }),
        load('GET /api/recommendations', 'queries-per-request', { base: 1, head: 1 }),
        load('GET /api/recommendations', 'errors-per-request', { base: 0, head: 0 }),
      ],
    },
    {
      gate: 'query',
      target: 'orders of a customer',
      durationMs: 2_900,
      told: [
        query('orders of a customer', 'buffers', { base: 6, head: slow ? 412 : 6, ...worse }),
        query('orders of a customer', 'plan-cost', { base: 24.4, head: slow ? 1_912 : 24.4, ...worse }),
        query('orders of a customer', 'execution-ms', {
          base: 0.08,
          head: slow ? 14.2 : 0.081,
          spread: 0.3,
          ...worse,
        }),
      ],
    },
    {
      gate: 'query',
      target: 'best sellers',
      durationMs: 3_100,
      told: [query('best sellers', 'buffers', { base: 188, head: 188 })],
    },
    {
      gate: 'page',
      target: '/',
      durationMs: 58_000,
      told: [
        page('script-bytes', { base: 14_020, head: slow ? 412_300 : 14_020, ...worse }),
        page('page-bytes', { base: 61_800, head: slow ? 460_100 : 61_800, ...worse }),
        page('page-requests', { base: 7, head: 7 }),
        page('lcp-ms', {
          base: 1_310,
          head: slow ? 1_842 : 1_304,
          spread: 0.12,
          ...worse,
        }),
        page('tbt-ms', {
          base: 30,
          head: slow ? 96 : 31,
          spread: 0.6,
          conclusion: 'inconclusive',
          need: 'about 9 more rounds',
          ...(slow ? { confirmed: false } : {}),
        }),
        page('fcp-ms', { base: 905, head: slow ? 930 : 902, spread: 0.06 }),
        page('cls', { base: 0.01, head: 0.01 }),
      ],
    },
  ];
}

const BASE_PLAN = `Limit  (cost=0.42..24.40 rows=20)
  ->  Index Scan using orders_customer_id_idx on orders
        Index Cond: (customer_id = 42)
        Buffers: shared hit=6
        Rows: 18`;
const HEAD_PLAN = `Limit  (cost=1911.80..1911.85 rows=20)
  ->  Sort
        Sort Key: created_at DESC
        ->  Seq Scan on orders
              Filter: (customer_id = 42)
              Rows Removed by Filter: 59982
              Buffers: shared hit=412
              Rows: 18`;
/** What Postgres 18 answers to EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON), shortened to what viewers read. */
const BASE_SCAN = {
  'Node Type': 'Index Scan',
  'Scan Direction': 'Forward',
  'Relation Name': 'orders',
  Alias: 'orders',
  'Index Name': 'orders_customer_id_idx',
  'Index Cond': '(customer_id = 42)',
  'Startup Cost': 0.42,
  'Total Cost': 24.4,
  'Plan Rows': 20,
  'Plan Width': 24,
  'Actual Rows': 18,
  'Actual Loops': 1,
  'Shared Hit Blocks': 6,
  'Shared Read Blocks': 0,
};
const HEAD_SORT = {
  'Node Type': 'Sort',
  'Sort Key': ['created_at DESC'],
  'Sort Method': 'quicksort',
  'Sort Space Type': 'Memory',
  'Sort Space Used': 27,
  'Startup Cost': 1911.8,
  'Total Cost': 1911.85,
  'Plan Rows': 20,
  'Plan Width': 24,
  'Actual Rows': 18,
  'Actual Loops': 1,
  'Shared Hit Blocks': 412,
  'Shared Read Blocks': 0,
  Plans: [
    {
      'Node Type': 'Seq Scan',
      'Parent Relationship': 'Outer',
      'Relation Name': 'orders',
      Alias: 'orders',
      Filter: '(customer_id = 42)',
      'Rows Removed by Filter': 59_982,
      'Startup Cost': 0,
      'Total Cost': 1911.4,
      'Plan Rows': 20,
      'Plan Width': 24,
      'Actual Rows': 18,
      'Actual Loops': 1,
      'Shared Hit Blocks': 412,
      'Shared Read Blocks': 0,
    },
  ],
};

function explained(plan: object): string {
  const statement = 'SELECT id FROM orders WHERE customer_id = 42 ORDER BY created_at DESC LIMIT 20';
  return JSON.stringify([
    { 'Query Text': statement, Plan: plan, 'Planning Time': 0.2, 'Execution Time': 1.4 },
  ]);
}

const STATEMENT = 'SELECT id, sku, quantity, price\n  FROM order_items\n WHERE order_id = $1';

const SLOW_FINDINGS: readonly Finding[] = [
  {
    document: 'finding',
    version: 1,
    id: 'a1f0c3d2',
    kind: 'repeated-statement',
    gate: 'load',
    target: 'GET /api/orders',
    severity: 'error',
    title: 'GET /api/orders runs 51 statements per request instead of 2',
    detail:
      'The statement on order_items runs 50 times in one request, once for each order. Fetch the items of all orders in one statement: WHERE order_id = ANY($1).',
    location: { path: 'src/routes/orders.js', line: 27, endLine: 31, side: 'head' },
    evidence: { base: null, head: `${STATEMENT}\n-- 50 times in one request, 0.4 ms each` },
  },
  {
    document: 'finding',
    version: 1,
    id: 'b77e01aa',
    kind: 'index-lost',
    gate: 'query',
    target: 'orders of a customer',
    severity: 'error',
    title: 'orders of a customer reads the whole table orders: orders_customer_id_idx is gone',
    detail:
      'Buffers went from 6 to 412: a Seq Scan on orders takes the place of the Index Scan. The migration drops the index; keep it, or create one on (customer_id, created_at).',
    location: { path: 'migrations/0007_tidy_indexes.sql', line: 3, side: 'head' },
    evidence: { base: BASE_PLAN, head: HEAD_PLAN },
  },
  {
    document: 'finding',
    version: 1,
    id: 'c0de55e1',
    kind: 'regression',
    gate: 'load',
    target: 'GET /api/recommendations',
    severity: 'error',
    title: 'GET /api/recommendations burns 5.1 ms of CPU per request instead of 0.6 ms',
    detail:
      'Server CPU per request is 8.5 times base, 95 % sure between 8.25 and 8.76. The changed lines compare every product with every other; build a map by category once.',
    location: { path: 'src/routes/recommendations.js', line: 12, endLine: 24, side: 'head' },
    evidence: { base: null, head: null },
  },
  {
    document: 'finding',
    version: 1,
    id: 'd9b2f7c4',
    kind: 'heavier-resource',
    gate: 'page',
    target: '/',
    severity: 'error',
    title: 'The page / loads 412 kB of script instead of 14 kB',
    detail:
      '/assets/vendor.js is new and weighs 398 kB, of which the page uses 3 %. Import only the function it needs, or load it when it is first used.',
    location: { path: 'public/index.html', line: 18, side: 'head' },
    evidence: {
      base: '/assets/app.js  14.0 kB',
      head: '/assets/app.js     14.1 kB\n/assets/vendor.js  398.2 kB',
    },
  },
];

function diffOf(paths: readonly string[]): Diff {
  return {
    document: 'diff',
    version: 1,
    truncated: null,
    files: paths.map((path, place) => ({
      path,
      previousPath: null,
      status: 'modified',
      content: 'text',
      additions: 12 + place * 7,
      deletions: 3 + place,
      hunks: [],
      omitted: null,
      noNewlineAtEnd: false,
    })),
  };
}

function plan(targets: readonly MeasuredTarget[]): ReportParts['plan'] {
  const of = (gate: GateId) => targets.filter((target) => target.gate === gate).map(({ target }) => target);
  const gate = (id: GateId, reason: string, estimatedMinutes: number) => ({
    gate: id,
    subset: 'all' as const,
    targets: of(id),
    required: true,
    reason,
    estimatedMinutes,
  });
  return {
    document: 'gate-plan',
    version: 1,
    level: 'thorough',
    gates: [
      { ...gate('build', 'always runs', 0.6) },
      { ...gate('test', 'thorough runs what the change affects', 1.4), subset: 'affected' },
      gate('load', 'the change touches routes', 2.5),
      gate('page', 'the change touches public/', 2),
      gate('query', 'the change touches migrations/', 0.5),
    ],
    skipped: [
      { gate: 'profile', reason: 'only at the comprehensive level' },
      { gate: 'endurance', reason: 'only at the comprehensive level' },
      { gate: 'security', reason: 'no word of the diff names it' },
    ],
    estimatedMinutes: 7,
    fullMinutes: 41,
    matrix: { include: [{ name: 'load', gates: 'load', shard: '1/1' }] },
  };
}

function quietParts(): ReportParts {
  const targets = shopTargets(false);
  return {
    pullRequest: {
      document: 'pull-request',
      version: 1,
      repository: 'acme/shop',
      number: 128,
      title: 'Show the order history on the account page',
      body: '',
      author: 'mira',
      labels: [],
      fromFork: false,
      base: { sha: BASE_SHA, ref: 'main' },
      head: { sha: HEAD_SHA, ref: 'order-history' },
    },
    diff: diffOf([
      'migrations/0007_tidy_indexes.sql',
      'public/index.html',
      'src/routes/orders.js',
      'src/routes/recommendations.js',
    ]),
    risk: {
      document: 'risk-assessment',
      version: 1,
      policy: 'published',
      score: 55,
      level: 'thorough',
      raised: [],
      override: null,
      factors: [
        {
          id: 'domain:migration',
          points: 30,
          reason: 'A path names the domain migration.',
          evidence: [{ path: 'migrations/0007_tidy_indexes.sql', line: null }],
        },
        {
          id: 'functions',
          points: 15,
          reason: 'More than 10 new functions.',
          evidence: [
            { path: 'src/routes/orders.js', line: 27 },
            { path: 'src/routes/recommendations.js', line: 12 },
          ],
        },
        {
          id: 'files',
          points: 10,
          reason: 'Touches code and schema together.',
          evidence: [
            { path: 'migrations/0007_tidy_indexes.sql', line: 3 },
            { path: 'public/index.html', line: 18 },
            { path: 'src/routes/orders.js', line: 27 },
            { path: 'src/routes/recommendations.js', line: 12 },
          ],
        },
      ],
    },
    plan: plan(targets),
    measurements: targets.map(measured),
    comparison: rowsOf(targets),
    findings: [],
    verdict: {
      document: 'verdict',
      version: 1,
      conclusion: 'pass',
      headline: 'nothing got slower: 5 targets measured on base and head',
      reasons: [],
    },
    version: '0.1.0',
    finishedAt: '2026-11-21T08:06:11.000Z',
    phases: [
      { name: 'assess', durationMs: 180 },
      { name: 'stage', durationMs: 38_200 },
      {
        name: 'measure load',
        durationMs: 61_200,
        workMs: 74_000,
        parts: [
          { name: 'start the apps', durationMs: 9_100 },
          { name: 'warm up', durationMs: 14_800 },
          { name: 'rounds', durationMs: 37_000 },
        ],
      },
      { name: 'measure page', durationMs: 58_000 },
      { name: 'measure query', durationMs: 6_000 },
      { name: 'compare', durationMs: 120 },
    ],
  };
}

function rowsOf(targets: readonly MeasuredTarget[]): ReportParts['comparison'] {
  return {
    document: 'comparison',
    version: 1,
    metrics: targets.flatMap(({ told }) => told.map(({ row }) => row)),
    unmeasured: [],
  };
}

/** Nothing changed: the comment is three lines. */
export function quietReport(): Report {
  return buildReport();
}

/** The shop's slow branch: four causes, each on its line. */
export function slowReport(): Report {
  const targets = shopTargets(true);
  return buildReport({
    measurements: targets.map(measured),
    comparison: rowsOf(targets),
    findings: SLOW_FINDINGS,
    verdict: {
      document: 'verdict',
      version: 1,
      conclusion: 'fail',
      headline: '4 regressions: GET /api/orders runs 51 queries per request instead of 2, and 3 more',
      reasons: SLOW_FINDINGS.map(({ gate, target, title, id }) => ({
        effect: 'fail',
        gate,
        target,
        message: title,
        finding: id,
      })),
    },
  });
}

/** No Chrome on the machine, and one route got faster: nothing fails, but a required gate could not run. */
export function neutralReport(): Report {
  const targets = shopTargets(false).filter(({ gate }) => gate !== 'page');
  const random = seeded(3);
  const faster = sample(
    {
      gate: 'load',
      target: 'GET /api/search',
      metric: 'latency-p50-ms',
      base: 12.4,
      head: 7.9,
      spread: 0.06,
      conclusion: 'improved',
    },
    random,
  );
  const all = [
    ...targets,
    { gate: 'load', target: 'GET /api/search', durationMs: 28_000, told: [faster] } as const,
  ];
  const reason = 'no Chrome was found on this machine';
  const mend = 'Set CHROME_PATH to a Chrome or Chromium, or run `npx puppeteer browsers install chrome`.';
  const { measurements, comparison } = { measurements: all.map(measured), comparison: rowsOf(all) };
  return buildReport({
    measurements: [
      ...measurements,
      {
        ...measured({ gate: 'page', target: '/', durationMs: 12, told: [] }),
        outcome: { status: 'unmeasured', reason, mend, causedByHead: false },
      },
    ],
    comparison: {
      ...comparison,
      unmeasured: [{ gate: 'page', target: '/', reason, mend, causedByHead: false }],
    },
    verdict: {
      document: 'verdict',
      version: 1,
      conclusion: 'neutral',
      headline: 'the page gate is required and could not run',
      reasons: [
        {
          effect: 'neutral',
          gate: 'page',
          target: '/',
          message: `page of / was not measured: ${reason}. ${mend}`,
          finding: null,
        },
      ],
    },
  });
}

/** Many targets, as a monorepo has them: most quiet, some slower, some faster, some unsure. */
export function manyTargetsReport(count = 200): Report {
  const random = seeded(200);
  const targets = Array.from({ length: count }, (_, place): MeasuredTarget => {
    const target = `GET /api/${['users', 'carts', 'items', 'search'][place % 4]}/${place}`;
    const conclusion =
      place % 37 === 0
        ? 'regressed'
        : place % 41 === 0
          ? 'improved'
          : place % 11 === 0
            ? 'inconclusive'
            : 'equivalent';
    const factor = { regressed: 1.3 + random(), improved: 0.6, inconclusive: 1.05, equivalent: 1 }[
      conclusion
    ];
    const base = 2 + random() * 30;
    return {
      gate: 'load',
      target,
      durationMs: 4_000,
      told: [
        sample(
          {
            gate: 'load',
            target,
            metric: 'latency-p50-ms',
            base: round3(base),
            head: round3(base * factor * (0.99 + random() * 0.02)),
            spread: conclusion === 'inconclusive' ? 0.4 : 0.06,
            conclusion,
            ...(conclusion === 'inconclusive' ? { need: 'about 20 more rounds' } : {}),
          },
          random,
        ),
        sample({ gate: 'load', target, metric: 'queries-per-request', base: 3, head: 3 }, random),
      ],
    };
  });
  const comparison = rowsOf(targets);
  const regressed = comparison.metrics.filter(({ conclusion }) => conclusion === 'regressed');
  return buildReport({
    measurements: targets.map(measured),
    comparison,
    plan: plan(targets),
    findings: regressed.map((row, place) => ({
      document: 'finding',
      version: 1,
      id: `many-${place}`,
      kind: 'regression',
      gate: row.gate,
      target: row.target,
      severity: 'error',
      title: `${row.target} answers slower: latency p50 ${row.base} ms → ${row.head} ms`,
      detail: 'No line of the diff could be named. Profile the route on base and head.',
      location: null,
      evidence: { base: null, head: null },
    })),
    verdict: {
      document: 'verdict',
      version: 1,
      conclusion: 'fail',
      headline: `${regressed.length} regressions in ${count} targets`,
      reasons: [],
    },
  });
}

const BEHAVIOUR_DIFF = `--- base: GET /api/orders?customer=42
+++ head: GET /api/orders?customer=42
@@ body @@
 {
   "orders": [
-    { "id": 7, "total": 41.5, "items": 3 },
+    { "id": 7, "total": 41.5 },
     { "id": 9, "total": 12 }`;
const LADDER = `connections  requests/s  p50      p99      errors
          1         941  1.1 ms   2.4 ms        0
         10       3,204  3.1 ms   7.9 ms        0
        100       3,310  30.2 ms  61 ms         0  knee
        400       3,150  127 ms   402 ms       12`;
const LEAK = `round  live heap  after
    1    21.4 MB   1,000 requests
    2    22.9 MB   2,000 requests
    3    24.5 MB   3,000 requests`;

/** A transparent dot: the smallest picture a browser shows. */
export const DOT_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';

const flame = (name: string, value: number, delta: number, children: readonly object[] = []) => ({
  name,
  value,
  delta,
  children,
});
export const FLAME = flame('', 9_840, 8_110, [
  flame('handle (src/server.js:12)', 9_700, 8_100, [
    flame('listOrders (src/routes/orders.js:20)', 8_900, 8_450, [
      flame('itemsOf (src/routes/orders.js:41)', 7_800, 7_800),
      flame('query (node_modules/pg/lib/client.js:544)', 900, 640),
    ]),
    flame('toJson (src/json.js:4)', 500, -310),
    flame('cacheLookup (src/cache.js:9)', 0, -260),
  ]),
  flame('(garbage collector)', 140, 30),
]);

/** The slow branch with everything a gauge may keep beside its numbers. */
export function illustratedReport(): { readonly report: Report; readonly attachments: Attachments } {
  const slow = slowReport();
  const seen = (kind: string, title: string, evidence: Observation['evidence']): Observation => ({
    kind,
    side: 'both',
    severity: 'note',
    title,
    detail: '',
    evidence,
    clues: [],
    location: null,
  });
  const load = 'GET /api/orders';
  const measurements = slow.measurements.map((measurement): Measurement => {
    if (measurement.target === '/') {
      return {
        ...measurement,
        artifacts: (['base', 'head'] as const).map((side) => ({
          name: `Screenshot of ${side}`,
          path: `artifacts/page-${side}.png`,
          show: 'screenshot',
          side,
        })),
      };
    }
    if (measurement.target === 'orders of a customer') {
      return {
        ...measurement,
        artifacts: (['base', 'head'] as const).map((side) => ({
          name: `Plan on ${side} (JSON)`,
          path: `artifacts/query-1-orders-of-a-customer-${side}.json`,
          show: 'plan',
          side,
        })),
      };
    }
    if (measurement.target !== load || measurement.outcome.status === 'unmeasured') return measurement;
    return {
      ...measurement,
      outcome: {
        ...measurement.outcome,
        observations: [
          seen('ladder', `${load} saturates at 100 connections on both sides`, {
            base: LADDER,
            head: LADDER,
          }),
          seen('leak', `The live heap of ${load} grows by 1.5 MB per 1,000 requests`, {
            base: null,
            head: LEAK,
          }),
        ],
      },
      artifacts: [{ name: 'Differential flame graph', path: 'artifacts/flame.json', show: 'flame-graph' }],
    };
  });
  const report = reportSchema.parse({
    ...slow,
    measurements,
    findings: [
      ...slow.findings,
      {
        document: 'finding',
        version: 1,
        id: 'e5e5e5e5',
        kind: 'behaviour-changed',
        gate: 'load',
        target: load,
        severity: 'warning',
        title: `${load} answers the same request differently`,
        detail: 'The field items is gone. Tell the callers, or put it back.',
        location: null,
        evidence: { base: null, head: BEHAVIOUR_DIFF },
      },
    ],
  });
  const picture = { encoding: 'base64', content: DOT_PNG } as const;
  return {
    report,
    attachments: new Map<string, Attachment>([
      ['artifacts/flame.json', { encoding: 'text', content: JSON.stringify(FLAME) }],
      ['artifacts/page-base.png', picture],
      ['artifacts/page-head.png', picture],
      [
        'artifacts/query-1-orders-of-a-customer-base.json',
        { encoding: 'text', content: explained(BASE_SCAN) },
      ],
      [
        'artifacts/query-1-orders-of-a-customer-head.json',
        { encoding: 'text', content: explained(HEAD_SORT) },
      ],
    ]),
  };
}
