// One job's part of a plan, and the time it may take.
import { describe, expect, test } from 'vitest';
import { configSchema } from '../../src/config/config.ts';
import { isProblem } from '../../src/core/problem.ts';
import type { GatePlan, PlannedGate } from '../../src/plan/gate-plan.ts';
import { externalDatabaseUrl } from '../../src/run/external-database.ts';
import { narrowPlan } from '../../src/run/narrow-plan.ts';
import { shareOfBudget } from '../../src/run/share-of-budget.ts';

function planned(
  gate: PlannedGate['gate'],
  estimatedMinutes: number,
  targets: readonly string[] = [],
): PlannedGate {
  return { gate, estimatedMinutes, targets, subset: 'all', required: true, reason: 'because' };
}

const plan: GatePlan = {
  document: 'gate-plan',
  version: 1,
  level: 'standard',
  gates: [planned('load', 6, ['a', 'b', 'c']), planned('page', 3, ['/']), planned('test', 8)],
  skipped: [{ gate: 'query', reason: 'no queries are configured.' }],
  estimatedMinutes: 17,
  fullMinutes: 20,
  matrix: { include: [] },
};

describe('narrowing', () => {
  const gatesOf = (gates: string | undefined, shard?: string) =>
    narrowPlan(plan, { gates, shard }).gates.map(({ gate, targets }) =>
      `${gate} ${targets.join('+')}`.trim(),
    );

  test.each([
    [undefined, undefined, ['load a+b+c', 'page /', 'test']],
    ['', '', ['load a+b+c', 'page /', 'test']],
    ['page', '1/1', ['page /']],
    [' test , load ', undefined, ['load a+b+c', 'test']],
    ['load', '2/2', ['load b']],
  ])('to gates %j, shard %j', (gates, shard, expected) => {
    expect(gatesOf(gates, shard)).toEqual(expected);
  });

  test.each([
    ['speed', 'There is no gate `speed`. → Name gates of the plan: load, page, test.'],
    [
      'load,query',
      'The gate query is not in the plan: no queries are configured. → Name gates of the plan: load, page, test.',
    ],
    ['lint', 'The gate lint is not in the plan. → Name gates of the plan: load, page, test.'],
  ])('to %j is refused', (gates, expected) => {
    let said = '';
    try {
      narrowPlan(plan, { gates, shard: undefined });
    } catch (error) {
      said = isProblem(error) ? `${error.message} → ${error.mend}` : String(error);
    }
    expect(said).toBe(expected);
  });
});

describe('the share of the measuring time', () => {
  const share = (gates: string, shard?: string) => shareOfBudget(plan, narrowPlan(plan, { gates, shard }));

  test('follows what is expected of the part; checks of the project cost none of it', () => {
    expect(share('')).toBe(1);
    expect(share('load')).toBeCloseTo(2 / 3);
    expect(share('page,test')).toBeCloseTo(1 / 3);
    expect(share('load', '2/3')).toBeCloseTo(2 / 9);
    expect(share('test')).toBe(1);
  });

  test('is everything where nothing is expected', () => {
    const quick: GatePlan = { ...plan, gates: [planned('load', 0), planned('page', 0)] };
    expect(shareOfBudget(quick, { ...quick, gates: [planned('load', 0)] })).toBe(1);
  });
});

test.each([
  [undefined, { STAGING_URL: 'postgres://db' }, null],
  ['STAGING_URL', { STAGING_URL: 'postgres://db' }, 'postgres://db'],
  ['STAGING_URL', { STAGING_URL: '' }, null],
  ['STAGING_URL', {}, null],
])(
  'with external_url_env %s and %j the database of the user’s own is at %s',
  (name, environment, expected) => {
    const database = name === undefined ? {} : { external_url_env: name };
    expect(externalDatabaseUrl(configSchema.parse({ database }), environment)).toBe(expected);
    expect(externalDatabaseUrl(configSchema.parse({}), environment)).toBeNull();
  },
);
