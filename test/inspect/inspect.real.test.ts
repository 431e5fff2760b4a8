// Reviews of real repositories by the gates that only read: what is told, what is not, and that a secret is told nowhere.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeShop } from '../../examples/shop/make-repository.ts';
import { parseGitDiff } from '../../src/change/parse-git-diff.ts';
import { compare } from '../../src/compare/compare.ts';
import { find } from '../../src/compare/find.ts';
import { configSchema } from '../../src/config/config.ts';
import { inspect } from '../../src/inspect/inspect.ts';
import { openGit } from '../../src/io/git/open-git.ts';
import type { Measurement } from '../../src/measure/measurement.ts';
import type { GatePlan } from '../../src/plan/gate-plan.ts';
import { diffOf, pullRequestOf } from '../change/change-of.ts';
import { fakeClock } from '../fakes/fake-clock.ts';
import { fakeLog } from '../fakes/fake-log.ts';
import { gitRepository, type Tree } from '../kit/git-repository.ts';
import { TEST_ENVIRONMENT } from '../measure/test-environment.ts';
import { reviewOf } from './review-of.ts';

const NEVER = new AbortController().signal;

const PLAN: GatePlan = {
  document: 'gate-plan',
  version: 1,
  level: 'standard',
  gates: (['static', 'security'] as const).map((gate) => ({
    gate,
    subset: 'all',
    targets: [],
    required: true,
    reason: 'asked for',
    estimatedMinutes: 0.1,
  })),
  skipped: [],
  estimatedMinutes: 0.2,
  fullMinutes: 0.2,
  matrix: { include: [] },
};

async function inspected(directory: string, refs: { readonly base: string; readonly head: string }) {
  const git = await openGit(directory, NEVER);
  const [base, head] = [await git.resolve(refs.base), await git.resolve(refs.head)];
  const pullRequest = pullRequestOf({ base: { sha: base, ref: 'base' }, head: { sha: head, ref: 'head' } });
  return await inspect(
    {
      plan: PLAN,
      pullRequest,
      diff: parseGitDiff(await git.diff(base, head)),
      environment: TEST_ENVIRONMENT,
    },
    { git, clock: fakeClock(), log: fakeLog(), signal: NEVER },
  );
}

const told = (measurements: readonly Measurement[]): readonly string[] =>
  measurements.flatMap(({ gate, outcome }) =>
    outcome.status === 'unmeasured'
      ? [`${gate} unmeasured`]
      : outcome.observations.map(
          ({ kind, severity, location }) =>
            `${gate} ${severity} ${kind} ${location?.path ?? '-'}:${location?.line ?? '-'}`,
        ),
  );

/** As the load gate tells it, which traces the statement to its line. */
function repeatedStatement(line: number): Measurement {
  return {
    document: 'measurement',
    version: 1,
    gate: 'load',
    target: 'GET /api/orders',
    environment: TEST_ENVIRONMENT,
    durationMs: 1,
    artifacts: [],
    outcome: {
      status: 'measured',
      series: [],
      observations: [
        {
          kind: 'repeated-statement',
          side: 'head',
          severity: 'error',
          title: 'GET /api/orders runs a statement 50 times',
          detail: 'As the database counted it.',
          evidence: { base: null, head: null },
          clues: [],
          location: { path: 'lib/orders.js', side: 'head', line },
        },
      ],
    },
  };
}

async function change(before: Tree, after: Tree): Promise<readonly string[]> {
  await using repository = await gitRepository(before);
  await repository.commit(after);
  return told(await inspected(repository.directory, { base: 'HEAD~1', head: 'HEAD' }));
}

describe('the shop’s slow branch', () => {
  let shop = '';
  beforeAll(async () => {
    shop = await mkdtemp(join(tmpdir(), 'perfcrew-inspect-'));
    await makeShop(shop);
  });
  afterAll(() => rm(shop, { recursive: true, force: true }));

  test('shows the repeated statement and what the page loads, and no danger', async () => {
    expect(told(await inspected(shop, { base: 'good', head: 'slow' }))).toMatchInlineSnapshot(`
      [
        "static warning n-plus-one lib/orders.js:26",
        "static note blocking-script public/index.html:10",
      ]
    `);
  });

  test('what was measured of the same lines takes in what was read', async () => {
    const read = await inspected(shop, { base: 'good', head: 'slow' });
    const config = configSchema.parse({});
    const measurements = [repeatedStatement(26), ...read];
    const findings = find({
      measurements,
      comparison: compare(measurements, config),
      diff: diffOf({ 'lib/orders.js': ['x'], 'public/index.html': ['x'] }),
      config,
    });
    expect(findings.map(({ gate, kind }) => `${gate} ${kind}`)).toEqual([
      'load repeated-statement',
      'static blocking-script',
    ]);
    expect(findings[0]?.detail).toMatch(/^As the database counted it\.\nRead in line 26: .*once per turn/);
  });

  test('the way back shows nothing', async () => {
    expect(told(await inspected(shop, { base: 'slow', head: 'good' }))).toEqual([]);
  });
});

const ONE_LOOP = `export function pairs(xs, ys) {
  const found = [];
  for (const x of xs) found.push(x);
  return found;
}
`;
/** Put together here, so that no scanner finds it in this repository. */
const SECRET = ['AKIA', 'QYLPMN5HHHFPZAM2'].join('');

const LOOP = `export async function totals(db, orders) {
  const sums = [];
  for (const order of orders) {
    sums.push(await db.query('select sum(price) from items where order_id = $1', [order.id]));
  }
  return sums;
}
`;

describe('what is new', () => {
  test('code that was moved, or indented anew, is not told again; a copy is', async () => {
    expect(await change({ 'a.js': LOOP }, { 'a.js': null, 'lib/b.js': `// Totals.\n${LOOP}` })).toEqual([]);
    expect(await change({ 'a.js': LOOP }, { 'a.js': LOOP.replaceAll(/^ +/gm, '\t\t') })).toEqual([]);
    const copied = await change({ 'a.js': LOOP }, { 'a.js': `${LOOP}${LOOP.replace('totals', 'sums')}` });
    expect(copied.filter((line) => line.startsWith('static'))).toHaveLength(1);
  });

  test('what stood there before the change is not told', async () => {
    expect(await change({ 'a.js': LOOP }, { 'a.js': `${LOOP}export const one = 1;\n` })).toEqual([]);
  });

  test('a loop within a loop tells how the function grows', async () => {
    const nested = ONE_LOOP.replace('found.push(x)', 'for (const y of ys) found.push([x, y])');
    expect(await change({ 'a.js': ONE_LOOP }, { 'a.js': nested })).toEqual([
      'static note grows-faster a.js:1',
    ]);
  });

  test('tests, documents and broken code are read without a word', async () => {
    const files = {
      'test/a.test.js': LOOP,
      'README.md': LOOP,
      'broken.js': 'for (((',
      'deep.js': '['.repeat(20_000),
    };
    expect(await change({ 'x.js': '1;\n' }, files)).toEqual([]);
  });
});

test('code nested deeper than any stack hides no secret, and stops nothing', async () => {
  const deep = `const sum = ${Array(9000).fill('a').join(' + ')};\n`;
  expect(
    await change({ 'x.js': '1;\n' }, { 'deep.js': `${deep}const id = '${SECRET}';\n`, 'lib/b.js': LOOP }),
  ).toEqual(['static warning n-plus-one lib/b.js:4', 'security error secret-aws-access-key deep.js:2']);
});

describe('a review', () => {
  test('fails for a secret that a change adds, and tells the secret nowhere', async () => {
    const { report, documents, names } = await reviewOf(
      { 'lib/mail.js': 'export const region = "eu-west-1";\n' },
      {
        'lib/mail.js': `export const region = "eu-west-1";\nconst accessKeyId = '${SECRET}';\nexport const one = (xs) => xs.map((x) => new RegExp('${SECRET}').test(x));\n`,
      },
    );
    expect(report.verdict).toMatchObject({ conclusion: 'fail' });
    expect(report.findings.filter(({ severity }) => severity === 'error')).toMatchObject([
      { gate: 'security', kind: 'secret-aws-access-key', location: { path: 'lib/mail.js', line: 2 } },
      { gate: 'security', kind: 'secret-aws-access-key', location: { path: 'lib/mail.js', line: 3 } },
    ]);
    expect(names).toEqual(expect.arrayContaining(['diff.json', 'report.json', 'report.html', 'report.md']));
    expect(documents.filter((text) => text.includes(SECRET))).toEqual([]);
  });

  test('passes, whatever was only read, and folds what is not sure', async () => {
    const nested = ONE_LOOP.replace('found.push(x)', 'for (const y of ys) found.push([x, y])');
    const { report, documents } = await reviewOf(
      { 'a.js': ONE_LOOP },
      { 'a.js': nested, 'lib/totals.js': LOOP },
    );
    expect(report.verdict.conclusion).toBe('pass');
    expect(report.findings.map(({ gate, severity, kind }) => `${gate} ${severity} ${kind}`)).toEqual([
      'static warning n-plus-one',
      'static note grows-faster',
    ]);
    expect(documents.join('\n')).toContain('1 thing read in the code, not measured');
  });
});
