// What counts as a difference between two answers, and what answers of the same code teach.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer, Body } from '../../../src/measure/behaviour/answer.ts';
import { compareAnswers } from '../../../src/measure/behaviour/compare-answers.ts';
import { describeDifference } from '../../../src/measure/behaviour/difference.ts';
import type { Json } from '../../../src/measure/behaviour/json-value.ts';
import { learnFromGroups, learnVolatile } from '../../../src/measure/behaviour/learn-volatile.ts';
import { describeVolatile } from '../../../src/measure/behaviour/volatile-parts.ts';
import { answer, json, text } from './answers.ts';

const told = (base: Answer | null, head: Answer | null, samples: readonly Answer[] = []): string[] =>
  compareAnswers(base, head, learnVolatile(samples, [])).map(describeDifference);

const ONE_ID = '0b0f6a4e-6f0c-4a43-9d5a-2f7b8f1c0a11';
const OTHER_ID = '7d3f2c1e-1a2b-4c3d-8e9f-001122334455';

describe('two answers', () => {
  const order = { id: 1, total: 12.5, items: [{ sku: 'a' }, { sku: 'b' }] };

  test.each<[string, Answer | null, Answer | null, string[]]>([
    ['the order of keys means nothing', json({ a: 1, b: 2 }), json({ b: 2, a: 1 }), []],
    ['another value', json(order), json({ ...order, total: 13 }), ['$.total is 13 on head, 12.5 on base']],
    [
      'a missing key',
      json(order),
      json({ id: 1, items: order.items }),
      ['$.total is missing on head (base: 12.5)'],
    ],
    ['a new key', json({ a: 1 }), json({ a: 1, 'b c': [] }), ['$["b c"] is new on head: []']],
    [
      'another type',
      json({ a: 1 }),
      json({ a: '1' }),
      ['$.a has another type: number 1 on base, text "1" on head'],
    ],
    ['a null', json({ a: {} }), json({ a: null }), ['$.a has another type: object {} on base, null on head']],
    [
      'the same items in another order',
      json(order),
      json({ ...order, items: order.items.toReversed() }),
      ['$.items has the same items in another order'],
    ],
    [
      'fewer items, and a key less in them',
      json(order),
      json({ ...order, items: [{}] }),
      ['$.items has 1 item on head, 2 items on base', '$.items[*].sku is missing on head (base: "a")'],
    ],
    [
      'the same in all items is told once',
      json([{ a: 1 }, { a: 2 }]),
      json([{ a: 3 }, { a: 4 }]),
      ['$[*].a is 3 on head, 1 on base'],
    ],
    [
      'a status',
      answer({ kind: 'empty' }),
      answer({ kind: 'empty' }, {}, 204),
      ['status is 204 on head, 200 on base'],
    ],
    ['no answer', json(1), null, ['the answer is no answer on head, 200 on base']],
    ['no answer on either', null, null, []],
    [
      'headers',
      json(1, { 'cache-control': 'max-age=60', vary: 'accept' }),
      json(1, { 'cache-control': 'no-store', 'x-frame-options': 'DENY' }),
      [
        'header cache-control is no-store on head, max-age=60 on base',
        'header vary is missing on head (base: accept)',
        'header x-frame-options is new on head: DENY',
      ],
    ],
    [
      'a kind of body',
      json({}),
      text('oops'),
      [
        'header content-type is text/plain on head, application/json on base',
        'the body has another type: json on base, text on head',
      ],
    ],
    [
      'lines',
      text('a\nb\nc\nd'),
      text('a\nB\nc\nd\ne'),
      ['line 2 is "B" on head, "b" on base', 'line 5 is new on head: "e"'],
    ],
    [
      'bytes',
      answer({ kind: 'binary', sizeBytes: 3, sha256: 'a'.repeat(64) }),
      answer({ kind: 'binary', sizeBytes: 4, sha256: 'b'.repeat(64) }),
      ['the binary body is 4 bytes (SHA-256 bbbbbbbbbbbb) on head, 3 bytes (SHA-256 aaaaaaaaaaaa) on base'],
    ],
  ])('%s', (_, base, head, expected) => {
    expect(told(base, head)).toEqual(expected);
  });
});

describe('what the same code answers differently', () => {
  test('is hidden, and the rest is not', () => {
    const samples = [
      json({ id: ONE_ID, at: '2026-01-01T10:00:00Z', total: 5 }),
      json({ id: OTHER_ID, at: '2026-01-01T10:00:02Z', total: 5 }),
    ];
    const head = json({ id: '5f3f2c1e-1a2b-4c3d-8e9f-001122334455', at: '2026-01-01T11:00:02Z', total: 5 });
    expect(told(json({ id: ONE_ID, at: '2026-01-01T10:00:00Z', total: 5 }), head, samples)).toEqual([]);
    expect(told(samples[0] ?? null, json({ id: 7, at: 'soon', total: 6 }), samples)).toEqual([
      '$.id has another type: "‹uuid›" on base, number 7 on head',
      '$.at has another type: "‹timestamp›" on base, text "soon" on head',
      '$.total is 6 on head, 5 on base',
    ]);
    expect(told(samples[0] ?? null, json({ at: '2026-01-01T11:00:02Z', total: 5 }), samples)).toEqual([
      '$.id is missing on head (base: "‹uuid›")',
    ]);
  });

  test('a list without an order has none on head either, but its items count', () => {
    const samples = [json([{ n: 1 }, { n: 2 }, { n: 3 }]), json([{ n: 3 }, { n: 1 }, { n: 2 }])];
    expect(told(samples[0] ?? null, json([{ n: 2 }, { n: 3 }, { n: 1 }]), samples)).toEqual([]);
    expect(told(samples[0] ?? null, json([{ n: 2 }, { n: 3 }, { n: 4 }]), samples)).not.toEqual([]);
  });

  test('a list that grows is still one of such items', () => {
    const samples = [json({ log: [{ n: 1 }] }), json({ log: [{ n: 1 }, { n: 2, by: 'me' }] })];
    const learned = learnVolatile(samples, []);
    expect(describeVolatile(learned)).toEqual(['$.log (any list)']);
    expect(told(samples[0] ?? null, json({ log: [{ n: 9 }, { n: 8 }, { n: 7 }] }), samples)).toEqual([]);
    expect(told(samples[0] ?? null, json({ log: [{ m: 9 }] }), samples)).toHaveLength(1);
  });

  test('a map whose keys are ids takes any id', () => {
    const samples = [json({ byId: { a1: { n: 1 } } }), json({ byId: { b2: { n: 1 } } })];
    expect(told(samples[0] ?? null, json({ byId: { c3: { n: 4 } } }), samples)).toEqual([]);
    expect(told(samples[0] ?? null, json({ byId: { c3: { n: '4' } } }), samples)).toHaveLength(1);
  });

  test('a line keeps its words', () => {
    const page = (id: string, took: string, title: string) =>
      text(`<h1>${title}</h1>\n<p id="${id}">made in ${took} ms</p>\n<p>bye</p>`);
    const samples = [page('a1b2c3d4e5', '3.2', 'Orders'), page('b9c8d7e6f5', '11.8', 'Orders')];
    expect(told(samples[0] ?? null, page('00c8d7e6f5', '7.1', 'Orders'), samples)).toEqual([]);
    expect(told(samples[0] ?? null, page('00c8d7e6f5', '7.1', 'Order'), samples)).toEqual([
      'line 1 is "<h1>Order</h1>" on head, "<h1>Orders</h1>" on base',
    ]);
    expect(told(samples[0] ?? null, text('<h1>Orders</h1>\n<p>slow</p>\n<p>bye</p>'), samples)).toHaveLength(
      1,
    );
  });

  test.each(['a-', '1', 'g1', 'a1-', '1.', '2026-01-01T', '"'])(
    'many times %s in a line, and far too often, is read at once',
    (unit) => {
      for (const length of [20_000, 2_000_000]) {
        const line = unit.repeat(length / unit.length);
        const samples = [text(`x ${line}`), text(`y ${line}`)];
        expect(told(samples[0] ?? null, samples[1] ?? null, samples)).toEqual([]);
        expect(told(samples[0] ?? null, samples[1] ?? null)).toHaveLength(1);
      }
    },
  );

  test('lines that come and go make the whole text volatile', () => {
    const learned = learnVolatile([text('a\nq'), text('a\nb\nc')], []);
    expect(describeVolatile(learned)).toEqual(['the whole body']);
    expect(compareAnswers(text('a'), json({}), learned).map(({ place }) => place)).toEqual([
      'content-type',
      'the body',
    ]);
  });

  test('what the last answer shows for the first time may be anything', () => {
    const learned = learnVolatile([json({ a: 1, b: 2 }), json({ a: 1, b: 2 })], [json({ a: 1 })]);
    expect(describeVolatile(learned)).toEqual(['$.b (not compared)']);
  });

  test('answers at different points of a sequence need not be equal', () => {
    const learned = learnFromGroups([
      [json({ visits: 1 }), json({ visits: 1 })],
      [json({ visits: 2 }), json({ visits: 2 })],
    ]);
    expect(describeVolatile(learned)).toEqual([]);
  });

  test('headers and status', () => {
    const learned = learnVolatile(
      [answer({ kind: 'empty' }, { 'x-request-id': '1' })],
      [answer({ kind: 'empty' }, { 'x-request-id': '2', 'x-cache': 'hit' }, 304)],
    );
    expect(describeVolatile(learned)).toEqual(['status (200, 304)', 'header:x-request-id', 'header:x-cache']);
    const head = answer({ kind: 'empty' }, { 'x-request-id': '3' }, 304);
    expect(compareAnswers(answer({ kind: 'empty' }, { 'x-request-id': '1' }), head, learned)).toEqual([]);
    expect(compareAnswers(head, answer({ kind: 'empty' }, {}, 500), learned).map(describeDifference)).toEqual(
      ['status is 500 on head, 200 on base', 'header x-request-id is missing on head (base: ‹volatile›)'],
    );
  });
});

describe('laws', () => {
  const word = fc.constantFrom(
    'a',
    'b',
    ONE_ID,
    OTHER_ID,
    '2026-01-01T10:00:00Z',
    'deadbeef01',
    '12',
    '__proto__',
  );
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constant(null),
      fc.boolean(),
      fc.integer({ min: 0, max: 3 }),
      word,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(word, tie('value'), { maxKeys: 4 }),
    ),
  }));
  const lines = fc.array(
    fc.array(fc.oneof(word, fc.constantFrom(' ', '<p>', '3 ms', 'x'))).map((words) => words.join('')),
    { maxLength: 5 },
  );
  const body = fc.oneof<fc.Arbitrary<Body>[]>(
    value.map((inner) => ({ kind: 'json', value: inner })),
    lines.map((inner) => ({ kind: 'text', lines: inner })),
    fc.constantFrom('0', '1').map((digit) => ({ kind: 'binary', sizeBytes: 1, sha256: digit.repeat(64) })),
    fc.constant({ kind: 'empty' }),
  );
  const anyAnswer = fc
    .record({
      status: fc.constantFrom(200, 404, 500),
      headers: fc.dictionary(fc.constantFrom('etag', 'vary', 'x-a'), fc.constantFrom('1', '2')),
      body,
    })
    .map(({ status, headers, body: inner }) => answer(inner, headers, status));

  test('equal answers have no difference, whatever was learned', () => {
    fc.assert(
      fc.property(anyAnswer, fc.array(anyAnswer, { maxLength: 3 }), (one, samples) => {
        expect(compareAnswers(one, structuredClone(one), learnVolatile(samples, []))).toEqual([]);
      }),
    );
  });

  test('base differs from head as surely as head from base', () => {
    fc.assert(
      fc.property(anyAnswer, anyAnswer, fc.array(anyAnswer, { maxLength: 3 }), (one, other, samples) => {
        const learned = learnVolatile(samples, []);
        const [there, back] = [compareAnswers(one, other, learned), compareAnswers(other, one, learned)];
        expect(there.length > 0).toBe(back.length > 0);
      }),
    );
  });

  test('what differs between two samples is hidden', () => {
    fc.assert(
      fc.property(anyAnswer, anyAnswer, (one, other) => {
        expect(compareAnswers(one, other, learnVolatile([one], [other]))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test('nothing but what differs is hidden', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), value),
        value,
        value,
        (steady, one, other) => {
          const learned = learnVolatile([json({ steady, x: one })], [json({ steady, x: other })]);
          expect([...learned.json.keys()].every((path) => path.startsWith('$.x'))).toBe(true);
          const differing = compareAnswers(
            json({ steady, x: one }),
            json({ steady: [steady], x: one }),
            learned,
          );
          expect(differing.length).toBeGreaterThan(0);
        },
      ),
    );
  });

  test('different JSON is told without anything learned', () => {
    fc.assert(
      fc.property(value, value, (one, other) => {
        const same = JSON.stringify(sortKeys(one)) === JSON.stringify(sortKeys(other));
        expect(compareAnswers(json(one), json(other)).length === 0).toBe(same);
      }),
    );
  });
});

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return { entries: entries.map(([key, inner]) => ({ key, inner: sortKeys(inner) })) };
}
