import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configSchema } from '../../src/config/config.ts';
import { assessRisk } from '../../src/risk/assess-risk.ts';
import { riskAssessmentSchema } from '../../src/risk/risk-assessment.ts';
import { diffOf, pullRequestOf, type Changes } from '../change/change-of.ts';

const lines = (count: number) => Array.from({ length: count }, (_, index) => `value += ${index};`);
const functions = (count: number) => Array.from({ length: count }, (_, index) => `function step${index}() {`);
const files = (count: number): Changes =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`src/part${index}.ts`, ['x += 1;']]));

function assess(
  changes: Changes,
  more: { config?: Record<string, unknown>; title?: string; labels?: string[] } = {},
) {
  const pullRequest = pullRequestOf({ title: more.title ?? 'Change something', labels: more.labels ?? [] });
  return riskAssessmentSchema.parse(
    assessRisk({ pullRequest, diff: diffOf(changes) }, configSchema.parse(more.config ?? {})),
  );
}

const scored = (changes: Changes, more?: { title?: string }) => {
  const { score, factors } = assess(changes, more);
  return { score, factors: factors.map(({ id }) => id) };
};

describe('RISK-1, the published policy', () => {
  test.each<[string, Changes, number, string[]]>([
    ['docs only', { 'README.md': ['x'], 'docs/auth.md': ['DROP TABLE x'] }, 5, ['docs-only']],
    ['tests only', { 'test/payment.test.ts': lines(900) }, 10, ['tests-only']],
    ['ordinary code', { 'src/a.ts': ['x += 1;'] }, 0, []],
    ['docs and tests', { 'README.md': ['x'], 'test/a.test.ts': ['x'] }, 0, []],
    ['auth', { 'src/auth/login.ts': ['x'] }, 30, ['domain:auth']],
    ['security', { 'src/securityHeaders.ts': ['x'] }, 30, ['domain:security']],
    ['payment', { 'src/payments.ts': ['x'] }, 30, ['domain:payment']],
    ['migration', { 'db/migrations/001.sql': ['select 1;'] }, 30, ['domain:migration']],
    ['invoice', { 'src/invoice-list.ts': ['x'] }, 30, ['domain:invoice']],
    ['transaction', { 'src/open_transaction.ts': ['x'] }, 30, ['domain:transaction']],
    ['finance', { 'finance/report.ts': ['x'] }, 30, ['domain:finance']],
    ['a domain counts once', { 'auth/a.ts': ['x'], 'auth/b.ts': ['x'] }, 30, ['domain:auth']],
    ['500 lines', { 'src/a.ts': lines(500) }, 0, []],
    ['501 lines', { 'src/a.ts': lines(501) }, 20, ['changed-lines']],
    ['lines of a lock file', { 'package-lock.json': lines(9000), 'src/a.ts': lines(500) }, 0, []],
    ['lines of a bundle', { 'dist/index.js': lines(9000), 'web/app.min.js': lines(9000) }, 0, []],
    ['functions of a bundle', { 'dist/index.js': functions(50) }, 0, []],
    ['10 files', files(10), 0, []],
    ['11 files', files(11), 15, ['changed-files']],
    ['10 new functions', { 'src/a.ts': functions(10) }, 0, []],
    ['11 new functions', { 'src/a.ts': functions(11) }, 15, ['new-functions']],
    ['DROP TABLE', { 'src/a.ts': ['sql`drop  table users`'] }, 50, ['sql:drop-table']],
    ['ALTER TABLE', { 'src/a.ts': ['"ALTER TABLE users ADD x int"'] }, 30, ['sql:alter-table']],
    ['DELETE FROM', { 'src/a.ts': ['"DELETE FROM users"'] }, 25, ['sql:delete-from']],
    ['executeRaw', { 'src/a.ts': ['prisma.$executeRawUnsafe(x)'] }, 20, ['sql:execute-raw']],
    ['CI', { '.github/workflows/ci.yml': ['x'] }, 25, ['production']],
    ['deploy', { 'scripts/deploy.sh': ['x'] }, 25, ['production']],
    ['infra', { 'infra/main.tf': ['x'] }, 25, ['production']],
    ['env', { '.env.production': ['X=1'] }, 25, ['production']],
    ['CI taken away by a rename', { 'old/ci.txt': { from: '.github/workflows/ci.yml' } }, 25, ['production']],
    ['code renamed to documentation', { 'docs/pay.md': { from: 'src/pay.ts' } }, 0, []],
    ['code renamed to a test', { 'test/auth.ts': { from: 'src/auth.ts' } }, 30, ['domain:auth']],
    ['documentation renamed', { 'docs/b.md': { from: 'docs/a.md' } }, 5, ['docs-only']],
    ['a copy of a sensitive file', { 'src/b.ts': { from: 'src/auth.ts', status: 'copied' } }, 0, []],
    ['a removed export', { 'src/a.ts': { deleted: ['export function total() {'] } }, 30, ['breaking']],
    ['a removed route', { 'src/a.ts': { deleted: ["app.get('/cart', show);"] } }, 30, ['breaking']],
    ['a removed column', { 'db/schema.sql': { deleted: ['  email text not null,'] } }, 30, ['breaking']],
    [
      'everything',
      {
        'db/migrations/1.sql': ['DROP TABLE a;', 'ALTER TABLE b ADD c int;'],
        'src/auth.ts': lines(501),
        'deploy/a.ts': ['x'],
      },
      100,
      ['domain:auth', 'domain:migration', 'changed-lines', 'sql:drop-table', 'sql:alter-table', 'production'],
    ],
  ])('%s', (_, changes, score, factors) => {
    expect(scored(changes)).toEqual({ score, factors });
  });

  test.each([
    ['feat!: drop v1', 30],
    ['refactor(api)!: rename', 30],
    ['BREAKING: rename', 30],
    ['Breaking change: rename', 30],
    ['feat: say hello!', 0],
    ['Do not panic!: a study', 0],
    ['fix: record-breaking speed', 0],
  ])('the title %j earns %i', (title, score) => {
    expect(scored({ 'src/a.ts': ['x'] }, { title }).score).toBe(score);
  });

  test('documentation alone is not known to be alone where files are missing from the list', () => {
    const diff = { ...diffOf({ 'README.md': ['x'] }), truncated: 'GitHub lists at most 3,000 changed files' };
    const { factors } = assessRisk({ pullRequest: pullRequestOf(), diff }, configSchema.parse({}));
    expect(factors).toEqual([]);
  });

  test('every point has its reason and its place', () => {
    const { factors } = assess({
      'src/auth/login.ts': { kept: ['begin();'], added: ['one();', 'db.query("DELETE FROM sessions");'] },
      'src/payments.ts': { deleted: ['export const rate = 1;', 'export const fee = 2;'] },
    });
    expect(factors).toMatchInlineSnapshot(`
      [
        {
          "evidence": [
            {
              "line": null,
              "path": "src/auth/login.ts",
            },
          ],
          "id": "domain:auth",
          "points": 30,
          "reason": "A path names the domain auth.",
        },
        {
          "evidence": [
            {
              "line": null,
              "path": "src/payments.ts",
            },
          ],
          "id": "domain:payment",
          "points": 30,
          "reason": "A path names the domain payment.",
        },
        {
          "evidence": [
            {
              "line": 12,
              "path": "src/auth/login.ts",
            },
          ],
          "id": "sql:delete-from",
          "points": 25,
          "reason": "An added line holds DELETE FROM.",
        },
        {
          "evidence": [
            {
              "line": 10,
              "path": "src/payments.ts",
            },
            {
              "line": 11,
              "path": "src/payments.ts",
            },
          ],
          "id": "breaking",
          "points": 30,
          "reason": "A breaking change: the exports \`rate\`, \`fee\` are removed.",
        },
      ]
    `);
  });

  test('at most twenty places are named, in path order', () => {
    const changes = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`auth/${String(29 - index).padStart(2, '0')}.ts`, ['x']]),
    );
    const evidence = assess(changes).factors[0]?.evidence ?? [];
    expect(evidence).toHaveLength(20);
    expect(evidence.map(({ path }) => path)).toEqual(evidence.map(({ path }) => path).toSorted());
    expect(evidence[0]?.path).toBe('auth/00.ts');
  });

  test('more change is never less risk', () => {
    const part = fc.constantFrom<Changes>(
      { 'src/auth.ts': ['x'] },
      { 'db/migrations/1.sql': ['DROP TABLE x;'] },
      { 'src/big.ts': lines(600) },
      { '.github/workflows/a.yml': ['x'] },
      { 'src/plain.ts': ['x'] },
      { 'src/raw.ts': ['db.executeRaw(x)'] },
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), part, (parts, extra) => {
        const some: Changes = Object.assign({}, ...parts);
        const more: Changes = { ...some, ...extra };
        const [less, most] = [assess(some), assess(more)];
        expect(most.score).toBeGreaterThanOrEqual(less.score);
        expect(most.score).toBe(
          Math.min(
            100,
            most.factors.reduce((sum, { points }) => sum + points, 0),
          ),
        );
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

describe('policies', () => {
  test('published-with-floor starts code above docs and tests', () => {
    const config = { risk: { policy: 'published-with-floor' } };
    expect(assess({ 'README.md': ['x'] }, { config }).score).toBe(5);
    expect(assess({ 'test/a.test.ts': ['x'] }, { config }).score).toBe(10);
    expect(assess({ 'src/a.ts': ['x'] }, { config })).toMatchObject({
      policy: 'published-with-floor',
      score: 15,
      level: 'minimal',
      factors: [{ id: 'base', points: 15 }],
    });
    expect(assess({ 'README.md': ['x'], 'test/a.test.ts': ['x'] }, { config }).score).toBe(15);
    expect(assess({}, { config })).toMatchObject({ score: 0, factors: [] });
  });

  test('measure-code has the smallest change of code measured, and leaves docs and tests in peace', () => {
    const config = { risk: { policy: 'measure-code' } };
    expect(assess({ 'src/a.ts': ['x'] }, { config })).toMatchObject({ score: 20, level: 'standard' });
    expect(assess({ 'README.md': ['x'] }, { config })).toMatchObject({ score: 5, level: 'minimal' });
    expect(assess({ 'test/a.test.ts': ['x'] }, { config })).toMatchObject({ score: 10, level: 'minimal' });
  });

  test.each(['calibrated', 'constructor'])(
    '%s is an unknown policy, answered with the known ones',
    (policy) => {
      expect(() => assess({}, { config: { risk: { policy } } })).toThrow(
        expect.objectContaining({
          code: 'config-invalid',
          message: expect.stringContaining(policy),
          mend: 'Set risk.policy to one of: published, published-with-floor, measure-code.',
        }),
      );
    },
  );

  test('words of the configuration add to those of the policy, change them, or take them out', () => {
    const config = { risk: { domains: { billing: 40, auth: 10, security: 0, oauth: 0, 'gift card': 7 } } };
    const score = (path: string) => assess({ [path]: ['x'] }, { config }).score;
    expect(score('src/billing.ts')).toBe(40);
    expect(score('src/auth.ts')).toBe(10);
    expect(score('src/security.ts')).toBe(0);
    expect(score('src/oauth.ts')).toBe(0);
    expect(score('src/giftCards.ts')).toBe(7);
    expect(score('src/card.ts')).toBe(0);
  });
});

describe('RISK-3, the level', () => {
  const plain = { 'src/a.ts': ['x'] };
  const twenty = { 'src/a.ts': lines(501) };
  const fifty = { 'src/a.ts': ['DROP TABLE x'] };
  const eighty = { 'src/a.ts': ['DROP TABLE x', 'ALTER TABLE y'] };

  test.each([
    [plain, 'minimal'],
    [twenty, 'standard'],
    [fifty, 'thorough'],
    [eighty, 'comprehensive'],
  ])('follows the score (%#)', (changes, level) => {
    expect(assess(changes)).toMatchObject({ level, raised: [], override: null });
  });

  test('a path naming a high-risk domain always gets everything', () => {
    const { score, level, raised } = assess({ 'src/auth/login.ts': ['x'] });
    expect({ score, level, raised }).toEqual({
      score: 30,
      level: 'comprehensive',
      raised: [{ to: 'comprehensive', reason: '`src/auth/login.ts` names auth, a high-risk domain.' }],
    });
  });

  test('documentation and tests about a high-risk domain do not', () => {
    expect(assess({ 'docs/auth.md': ['x'] }).level).toBe('minimal');
    expect(assess({ 'test/auth.test.ts': ['x'] }).level).toBe('minimal');
    expect(assess({ 'test/auth.test.ts': ['x'], 'src/a.ts': ['x'] })).toMatchObject({
      score: 30,
      level: 'standard',
      raised: [],
    });
  });

  test('a word of the configuration earns points without forcing, until always_full_for says so', () => {
    const changes = { 'src/billing.ts': ['x'] };
    const risk = { domains: { billing: 30 } };
    expect(assess(changes, { config: { risk } }).level).toBe('standard');
    const always = assess(changes, { config: { risk, always_full_for: ['billing'] } });
    expect(always.raised).toEqual([
      { to: 'comprehensive', reason: '`src/billing.ts` matches `billing` of always_full_for.' },
    ]);
  });

  test.each([
    ['cart', 'src/shopping-cart.ts', true],
    ['cart', 'src/cartography.ts', false],
    ['cart', 'docs/cart.md', false],
    ['docs/legal/**', 'docs/legal/terms.md', true],
    ['src/core', 'src/core/a.ts', true],
    ['src/core/', 'src/core/deep/a.ts', true],
    ['./src/core', 'src/core2/a.ts', false],
    ['*.proto', 'api/v1/shop.proto', true],
    ['schema.prisma', 'db/schema.prisma', true],
    ['**/.env*', 'app/.env.local', true],
    ['{api,web}/**', 'web/a.ts', true],
  ])('always_full_for %j and %j: %s', (entry, path, forced) => {
    const { raised } = assess({ [path]: ['x'] }, { config: { always_full_for: [entry] } });
    expect(raised.length > 0).toBe(forced);
  });

  test('a file that moves out of such a place counts', () => {
    const changes = { 'src/lib/a.ts': { from: 'src/core/a.ts', added: ['x'] } };
    expect(assess(changes, { config: { always_full_for: ['src/core/**'] } }).level).toBe('comprehensive');
  });

  test('the preference minimal lowers one level, and says so, but not what is forced', () => {
    const config = { preference: 'minimal' };
    expect(assess(plain, { config })).toMatchObject({ level: 'minimal', factors: [] });
    expect(assess(fifty, { config })).toMatchObject({
      score: 50,
      level: 'standard',
      factors: [{ id: 'sql:drop-table' }, { id: 'preference', points: 0 }],
    });
    expect(assess({ 'src/auth.ts': ['x'] }, { config })).toMatchObject({
      level: 'comprehensive',
      factors: [{ id: 'domain:auth' }],
    });
  });

  test('the preference full raises everything', () => {
    expect(assess(plain, { config: { preference: 'full' } })).toMatchObject({
      score: 0,
      level: 'comprehensive',
      raised: [{ to: 'comprehensive', reason: 'The preference of this repository is `full`.' }],
    });
  });

  test('a label overrides, up and down, and is recorded', () => {
    expect(assess(plain, { labels: ['bug', 'PerfCrew:Thorough'] })).toMatchObject({
      level: 'thorough',
      raised: [{ to: 'thorough' }],
      override: { level: 'thorough', by: 'label perfcrew:thorough' },
    });
    expect(assess(eighty, { labels: ['perfcrew:minimal'] })).toMatchObject({
      score: 80,
      level: 'minimal',
      raised: [],
      override: {
        level: 'minimal',
        reason: 'The pull request carries the label `perfcrew:minimal`; the score alone gives comprehensive.',
      },
    });
    expect(assess(plain, { labels: ['perfcrew:standard', 'perfcrew:thorough'] }).level).toBe('thorough');
    expect(assess(plain, { labels: ['perfcrew:everything'] }).override).toBeNull();
  });

  test('a label cannot lower what is forced, and the record says that', () => {
    expect(assess({ 'src/auth.ts': ['x'] }, { labels: ['perfcrew:minimal'] })).toMatchObject({
      level: 'comprehensive',
      raised: [{ to: 'comprehensive' }],
      override: {
        level: 'minimal',
        reason:
          'The pull request carries the label `perfcrew:minimal`; high-risk paths keep it at comprehensive.',
      },
    });
  });
});
