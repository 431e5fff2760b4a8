import { describe, expect, it } from 'vitest';
import { configSchema } from '../../../src/config/config.ts';
import type { QueryCount } from '../../../src/measure/load/count-queries.ts';
import { repeatedStatements } from '../../../src/measure/load/repeated-statements.ts';

const STATEMENT = 'select * from items where order_id = $1';
const [route] = configSchema.parse({ targets: { routes: [{ path: '/api/orders?page=1' }] } }).targets.routes;

function counts(calls: number): QueryCount {
  return { perRequest: [calls], statements: new Map([[STATEMENT, calls]]) };
}

function found(base: number, head: number) {
  if (route === undefined) throw new Error('no route');
  return repeatedStatements(route, { base: counts(base), head: counts(head) });
}

describe('repeatedStatements', () => {
  it('tells a query in a loop with what it takes to find it', () => {
    expect(found(1, 50)).toEqual([
      {
        kind: 'repeated-statement',
        side: 'head',
        severity: 'error',
        title:
          'GET /api/orders?page=1 runs "select * from items where order_id = $1" 50 times per request (1 on base)',
        detail: expect.stringContaining('pg_stat_statements'),
        evidence: { base: `1 × ${STATEMENT}`, head: `50 × ${STATEMENT}` },
        clues: [STATEMENT, 'select * from items where order_id =', 'items', 'order_id', '/api/orders'],
        location: null,
      },
    ]);
  });

  it('names the line and the statement instead where the app was watched', () => {
    if (route === undefined) throw new Error('no route');
    const told = {
      title: '',
      detail: 'It grows with the data.',
      location: { path: 'src/orders.js', line: 7 },
    };
    const of = (statement: string) => (statement === STATEMENT ? told : null);
    expect(repeatedStatements(route, { base: counts(1), head: counts(50) }, { of })).toMatchObject([
      {
        detail: 'Counted by pg_stat_statements, one request at a time. It grows with the data.',
        location: { path: 'src/orders.js', line: 7, side: 'head' },
      },
    ]);
  });

  it.each([
    [0, 5, 'head', 'error'],
    [10, 11, 'head', 'warning'],
    [10, 20, 'head', 'error'],
    [10, 10, 'both', 'note'],
    [50, 10, 'both', 'note'],
  ])('%i on base and %i on head: %s, %s', (base, head, side, severity) => {
    expect(found(base, head)).toMatchObject([{ side, severity }]);
  });

  it.each<[string, string, number, string]>([
    ['with a column more', 'select id, price from items where order_id = $1', 20, 'note'],
    ['and runs it more often', 'select id, price from items where order_id = $1', 21, 'warning'],
    ['on another table', 'select id, price from prices where order_id = $1', 20, 'error'],
    ['to write', 'update items set seen = $2 where order_id = $1', 20, 'error'],
  ])('a loop of base that head words otherwise %s', (_, statement, calls, severity) => {
    if (route === undefined) throw new Error('no route');
    const head = { perRequest: [calls], statements: new Map([[statement, calls]]) };
    expect(repeatedStatements(route, { base: counts(20), head })).toMatchObject([{ severity }]);
  });

  it.each([
    [1, 4],
    [0, 0],
    [50, 1],
  ])('says nothing of %i on base and %i on head', (base, head) => {
    expect(found(base, head)).toEqual([]);
  });
});
