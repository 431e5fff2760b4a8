// What counts as N+1, how it is confirmed by growth, and how it is told.
import { beforeAll, describe, expect, test } from 'vitest';
import { batchStatement } from '../../../src/measure/n-plus-one/batch-statement.ts';
import type { Capture, Statement } from '../../../src/measure/n-plus-one/captured.ts';
import { confirmGrowth } from '../../../src/measure/n-plus-one/confirm-growth.ts';
import { findRepeats } from '../../../src/measure/n-plus-one/find-repeats.ts';
import {
  openFingerprinter,
  type Fingerprinter,
} from '../../../src/measure/n-plus-one/fingerprint-statement.ts';
import { placeInRequests } from '../../../src/measure/n-plus-one/place-in-requests.ts';
import { tellRepeat } from '../../../src/measure/n-plus-one/tell-repeat.ts';

let fingerprint: Fingerprinter;
beforeAll(async () => {
  fingerprint = await openFingerprinter();
});

const SQL = 'SELECT name FROM author WHERE id = $1 AND tenant = $2';
const at = (line: number) => [{ file: '/app/src/books.ts', line }];

function asked(values: readonly number[], overrides: Partial<Statement> = {}): Statement[] {
  return values.map((value) => ({
    requestId: 'a',
    sql: SQL,
    parameters: [{ value }, { value: 'shop' }],
    atMs: value,
    durationMs: 2,
    frames: at(12),
    ...overrides,
  }));
}

const capture = (statements: readonly Statement[], ids: readonly string[] = ['a']): Capture => ({
  statements,
  requests: ids.map((id) => ({ id, method: 'GET', path: '/books' })),
});

describe('a loop', () => {
  test('is found with its line, its number and what varies', () => {
    const statements = [...asked([1, 2, 3, 4, 5, 6]), ...asked([1, 2, 3, 4, 5, 6, 7, 8], { requestId: 'b' })];
    expect(findRepeats(capture(statements, ['a', 'b']), fingerprint)).toMatchObject([
      {
        route: 'GET /books',
        timesPerRequest: 6,
        maxTimesPerRequest: 8,
        msPerRequest: 12,
        requests: 2,
        varying: [1],
        frames: at(12),
      },
    ]);
  });

  test.each([
    ['four turns', asked([1, 2, 3, 4])],
    ['the same value each time', asked([1, 1, 1, 1, 1, 1])],
    ['two lines', [...asked([1, 2, 3, 4]), ...asked([5, 6, 7, 8], { frames: at(13) })]],
    ['no request', asked([1, 2, 3, 4, 5, 6], { requestId: null })],
    [
      'one in each of six requests',
      [1, 2, 3, 4, 5, 6].flatMap((id) => asked([id], { requestId: String(id) })),
    ],
  ])('is not: %s', (_, statements) => {
    expect(findRepeats(capture(statements, ['a', '1', '2', '3', '4', '5', '6']), fingerprint)).toEqual([]);
  });

  test('is found where the values stand in the text', () => {
    const statements = [1, 2, 3, 4, 5].flatMap((id) =>
      asked([id], { sql: `SELECT * FROM t WHERE id = ${id}`, parameters: [] }),
    );
    expect(findRepeats(capture(statements), fingerprint)).toMatchObject([
      { timesPerRequest: 5, varying: [] },
    ]);
  });
});

describe('growth', () => {
  const few = { capture: capture(asked([1, 2, 3])), rows: 3 };
  const many = { capture: capture(asked([1, 2, 3, 4, 5, 6])), rows: 6 };

  test('confirms a loop over rows', () => {
    expect(confirmGrowth({ small: few, large: many }, fingerprint)).toMatchObject([
      { smallTimes: 3, largeTimes: 6, slope: 1, grows: true },
    ]);
  });

  test('tells a number that stays', () => {
    expect(confirmGrowth({ small: { ...many, rows: 1 }, large: many }, fingerprint)).toMatchObject([
      { slope: 0, grows: false },
    ]);
  });

  test('is told with the line and the replacement', () => {
    const [growth] = confirmGrowth({ small: few, large: many }, fingerprint);
    if (growth === undefined) throw new Error('nothing grew');
    const replacement = batchStatement(growth.repeat);
    expect(tellRepeat(growth.repeat, { repositoryDirectory: '/app', growth, replacement })).toEqual({
      title: `GET /books runs "${SQL}" 6 times per request at src/books.ts:12`,
      detail:
        'It grows with the data: 3 times with less, 6 with more. ' +
        'One statement before the loop gets them all: SELECT id, name FROM author WHERE id = ANY($1) AND tenant = $2',
      location: { path: 'src/books.ts', line: 12 },
    });
  });
});

test('what was seen on the wire goes to the one request that was under way', () => {
  const requests = [
    { id: 'x', method: 'GET', path: '/one', fromMs: 0, toMs: 10 },
    { id: 'y', method: 'GET', path: '/two', fromMs: 20, toMs: 30 },
    { id: 'z', method: 'GET', path: '/three', fromMs: 25, toMs: 40 },
  ];
  const placed = placeInRequests(asked([5, 15, 22, 27, 35], { requestId: null }), requests);
  expect(placed.statements.map(({ requestId }) => requestId)).toEqual(['x', null, 'y', null, 'z']);
});
