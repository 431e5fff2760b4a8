import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configSchema } from '../../src/config/config.ts';
import { GATE_IDS, type GateId } from '../../src/core/gate-id.ts';
import { LEVELS, type Level } from '../../src/core/level.ts';
import { isReviewer } from '../../src/core/reading-gates.ts';
import type { ModelAccess } from '../../src/plan/gate-availability.ts';
import { gatePlanSchema, type GatePlan } from '../../src/plan/gate-plan.ts';
import { GATE_TABLE } from '../../src/plan/gate-table.ts';
import { planGates } from '../../src/plan/plan-gates.ts';
import { reviewersAt } from '../../src/run/reviewers-at.ts';
import type { RiskAssessment } from '../../src/risk/risk-assessment.ts';
import { diffOf, type Changes } from '../change/change-of.ts';

const FULL = {
  checks: { build: 'npm run build', lint: 'npm run lint', test: 'npm test' },
  targets: {
    pages: [{ path: '/' }, { path: '/', form_factor: 'desktop' }],
    routes: [{ path: '/api/items' }, { path: '/api/items', method: 'POST' }],
    queries: [{ name: 'open orders', sql: 'select 1' }],
    commands: [{ name: 'parse', run: 'node parse.js' }],
  },
};

function riskAt(level: Level): RiskAssessment {
  return {
    document: 'risk-assessment',
    version: 1,
    policy: 'published',
    score: 0,
    level,
    raised: [],
    override: null,
    factors: [],
  };
}

function plan(
  level: Level,
  config: unknown = FULL,
  changes: Changes = { 'src/a.ts': ['x'] },
  model?: ModelAccess,
): GatePlan {
  return gatePlanSchema.parse(
    planGates({
      diff: diffOf(changes),
      risk: riskAt(level),
      config: configSchema.parse(config),
      ...(model && { model }),
    }),
  );
}

const told = (planned: GatePlan) =>
  planned.gates.map(({ gate, subset, required }) => `${gate} ${subset}${required ? '' : ' (optional)'}`);
const reasonOf = (planned: GatePlan, gate: GateId) =>
  planned.skipped.find((skipped) => skipped.gate === gate)?.reason;

describe('planGates', () => {
  test('each level runs what the table says', () => {
    expect(Object.fromEntries(LEVELS.map((level) => [level, told(plan(level))]))).toMatchInlineSnapshot(`
      {
        "comprehensive": [
          "build all",
          "lint all",
          "test all",
          "static all (optional)",
          "load all",
          "page all",
          "query all",
          "command all",
          "security all",
        ],
        "minimal": [
          "build all",
          "lint changed",
          "test changed",
        ],
        "standard": [
          "build all",
          "lint changed",
          "test affected",
          "static all (optional)",
          "load all",
          "page all",
          "query all",
          "command all (optional)",
          "security all",
        ],
        "thorough": [
          "build all",
          "lint all",
          "test all",
          "static all (optional)",
          "load all",
          "page all",
          "query all",
          "command all",
          "security all",
        ],
      }
    `);
  });

  test('every gate is either planned or skipped, never both, never neither', () => {
    for (const level of LEVELS) {
      const { gates, skipped } = plan(level);
      const named = [...gates, ...skipped].map(({ gate }) => gate);
      expect(named.toSorted()).toEqual(GATE_IDS.toSorted());
    }
  });

  test('targets go by the names of the configuration', () => {
    const { gates } = plan('standard');
    expect(Object.fromEntries(gates.map(({ gate, targets }) => [gate, targets]))).toMatchObject({
      load: ['GET /api/items', 'POST /api/items'],
      page: ['/', '/ (desktop)'],
      query: ['open orders'],
      command: ['parse'],
      test: [],
    });
  });

  test('what is skipped says why and how to have it', () => {
    const { skipped } = plan('minimal', { checks: { lint: 'x' }, targets: { routes: [{ path: '/' }] } });
    expect(skipped.map(({ gate, reason }) => `${gate}: ${reason}`)).toMatchInlineSnapshot(`
      [
        "build: no build command is configured; set checks.build or setup.build",
        "test: no test command is configured; set checks.test",
        "static: runs from level standard on, and this change is minimal; set gates.minimal.static.run to have it here",
        "behaviour: it compares the answers of a running app; add app and targets.routes",
        "load: runs from level standard on, and this change is minimal; set gates.minimal.load.run to have it here",
        "page: no pages are configured; add targets.pages",
        "query: no queries are configured; add targets.queries, or a database and an app with routes",
        "migration: no migrations are configured; add database.migrations",
        "command: no commands are configured; add targets.commands",
        "profile: it profiles a running app under load; set app.start and add targets.routes",
        "endurance: it reads the heap of a running app under load; set app.start and add targets.routes",
        "security: runs from level standard on, and this change is minimal; set gates.minimal.security.run to have it here",
        "review: needs a model: set ANTHROPIC_API_KEY",
        "strict-review: needs a model: set ANTHROPIC_API_KEY",
        "simplicity: needs a model: set ANTHROPIC_API_KEY",
        "performance-oracle: needs a model: set ANTHROPIC_API_KEY",
        "security-sentinel: needs a model: set ANTHROPIC_API_KEY",
        "data-integrity: needs a model: set ANTHROPIC_API_KEY",
        "architecture: needs a model: set ANTHROPIC_API_KEY",
      ]
    `);
  });

  test('setup.build is the build gate where checks.build is not set', () => {
    expect(told(plan('minimal', { setup: { build: 'make' } }))).toEqual(['build all']);
  });

  test('documentation alone needs nothing, and saves everything', () => {
    const docs = plan('minimal', FULL, { 'README.md': ['x'] });
    expect(docs.gates).toEqual([]);
    expect(docs.matrix.include).toEqual([]);
    expect(docs.estimatedMinutes).toBe(0);
    expect(docs.fullMinutes).toBeGreaterThan(5);
    expect(reasonOf(docs, 'test')).toBe('only documentation changes: there is nothing to check or measure');
  });

  test('documentation that somebody raised, or a gate the configuration wants, runs all the same', () => {
    const docs = { 'README.md': ['x'] };
    expect(told(plan('thorough', FULL, docs))).toContain('load all');
    const config = { ...FULL, gates: { minimal: { lint: { run: 'changed' } } } };
    expect(told(plan('minimal', config, docs))).toEqual(['lint changed']);
  });

  test('no change needs nothing', () => {
    const empty = plan('comprehensive', FULL, {});
    expect(empty.gates).toEqual([]);
    expect(reasonOf(empty, 'load')).toBe('nothing changes between base and head');
  });

  test('no change at all is measured where somebody asks for it: base against itself shows the noise', () => {
    const asked = {
      ...riskAt('comprehensive'),
      override: { level: 'comprehensive', by: '--level', reason: 'Asked by --level.' },
    } as const;
    const empty = planGates({ diff: diffOf({}), risk: asked, config: configSchema.parse(FULL) });
    expect(empty.gates.map(({ gate }) => gate)).toContain('load');
  });

  test('the configuration changes the table, level by level', () => {
    const gates = {
      minimal: { load: { run: 'changed' }, build: { run: 'skip' }, test: { run: 'all', required: false } },
    };
    const changed = plan('minimal', { ...FULL, gates });
    expect(told(changed)).toEqual(['lint changed', 'test all (optional)', 'load all (optional)']);
    expect(reasonOf(changed, 'build')).toBe('gates.minimal.build.run is `skip` in the configuration');
    expect(changed.gates[2]?.reason).toBe(
      'Level minimal runs load on the routes of base and head, as the configuration says.',
    );
    expect(told(plan('standard', { ...FULL, gates }))).toEqual(told(plan('standard')));
  });

  test('measured time is not estimated beyond its budget', () => {
    const routes = Array.from({ length: 100 }, (_, index) => ({ path: `/${index}` }));
    const { gates } = plan('standard', { targets: { routes }, budget: { minutes: 10 } });
    expect(gates.find(({ gate }) => gate === 'load')).toMatchObject({ estimatedMinutes: 10 });
  });

  test('more care never runs less', () => {
    for (const gate of GATE_IDS) {
      const rank = { skip: 0, changed: 1, affected: 2, all: 3 };
      const ranks = LEVELS.map((level) => rank[GATE_TABLE[gate].levels[level].run]);
      expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
    }
    const minutes = LEVELS.map((level) => plan(level).estimatedMinutes);
    expect(minutes).toEqual(minutes.toSorted((one, other) => one - other));
    expect(plan('comprehensive').estimatedMinutes).toBe(plan('comprehensive').fullMinutes);
  });
});

describe('the matrix', () => {
  test('has a job per gate, and several where there are more than six targets', () => {
    const routes = Array.from({ length: 14 }, (_, index) => ({ path: `/${index}` }));
    const { matrix } = plan('standard', { ...FULL, targets: { ...FULL.targets, routes } });
    expect(matrix.include.map(({ name, gates, shard }) => `${name} = ${gates} ${shard}`)).toEqual([
      'build = build 1/1',
      'lint = lint 1/1',
      'test = test 1/1',
      'load-1-of-3 = load 1/3',
      'load-2-of-3 = load 2/3',
      'load-3-of-3 = load 3/3',
      'page = page 1/1',
      'query = query 1/1',
      'command = command 1/1',
      'static-security = static,security 1/1',
    ]);
  });

  test('never holds more than 256 jobs, whatever is configured, and every name once', () => {
    const count = fc.integer({ min: 0, max: 1500 });
    const items = (amount: number) => Array.from({ length: amount }, (_, index) => index);
    fc.assert(
      fc.property(count, count, count, (pages, routes, commands) => {
        const targets = {
          pages: items(pages).map((index) => ({ path: `/${index}` })),
          routes: items(routes).map((index) => ({ path: `/${index}` })),
          commands: items(commands).map((index) => ({ name: `c${index}`, run: 'true' })),
        };
        const { matrix, gates } = plan('comprehensive', { ...FULL, targets });
        expect(matrix.include.length).toBeLessThanOrEqual(256);
        expect(new Set(matrix.include.map(({ name }) => name)).size).toBe(matrix.include.length);
        expect(new Set(matrix.include.flatMap((job) => job.gates.split(',')))).toEqual(
          new Set(gates.map(({ gate }) => gate)),
        );
      }),
      { seed: 3, numRuns: 15 },
    );
  });
});

describe('the migration gate', () => {
  const config = { database: { migrations: ['db/migrations/**/*.sql', '!db/migrations/old/**'] } };

  test.each(LEVELS)('runs at level %s where a migration is added', (level) => {
    expect(told(plan(level, config, { 'db/migrations/2.sql': ['SELECT 1;'] }))).toContain('migration all');
  });

  test('has nothing to do where none is', () => {
    const planned = plan('comprehensive', config, { 'db/migrations/old/1.sql': ['x'], 'src/a.ts': ['x'] });
    expect(told(planned)).toEqual(['static all (optional)', 'security all']);
    expect(reasonOf(planned, 'migration')).toBe('no migration is added or changed');
  });
});

describe('the reviewers', () => {
  const model = { usable: true } as const;
  const reviewers = (planned: GatePlan) => planned.gates.filter(({ gate }) => isReviewer(gate));

  test.each(LEVELS)('at level %s are those the configuration names, and none is required', (level) => {
    const configs = [{}, { crew: { reviewers: ['simplicity', 'architecture'] } }];
    for (const config of configs) {
      const planned = reviewers(plan(level, config, undefined, model));
      expect(planned.map(({ gate }) => gate)).toEqual(reviewersAt(level, configSchema.parse(config)));
      expect(planned.filter(({ required }) => required)).toEqual([]);
    }
  });

  test('of the user’s own are targets of the review', () => {
    const review = (names: readonly string[]) =>
      reviewers(plan('standard', { crew: { reviewers: names } }, undefined, model));
    expect(review(['house-style'])).toMatchObject([{ gate: 'review', targets: ['house-style'] }]);
    expect(review(['review', 'house-style'])).toMatchObject([
      { gate: 'review', targets: ['review', 'house-style'] },
    ]);
  });

  test('have no job in the matrix: such a job holds no key', () => {
    const jobs = plan('comprehensive', FULL, undefined, model).matrix.include;
    expect(jobs.flatMap(({ gates }) => gates.split(',')).filter((gate) => gate.includes('review'))).toEqual(
      [],
    );
  });

  test('tell why they are not asked', () => {
    expect(reasonOf(plan('standard'), 'review')).toBe('needs a model: set ANTHROPIC_API_KEY');
    expect(reasonOf(plan('standard', { crew: { model: 'off' } }, undefined, model), 'review')).toBe(
      '`crew.model` is off in the configuration',
    );
    expect(reasonOf(plan('standard', { crew: { reviewers: [] } }, undefined, model), 'review')).toBe(
      '`crew.reviewers` does not name it',
    );
  });
});
