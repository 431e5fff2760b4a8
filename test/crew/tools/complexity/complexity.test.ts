// The numbers of known examples, how work grows by the shape of the code, and what a change made worse.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareComplexity } from '../../../../src/crew/tools/complexity/compare-complexity.ts';
import { functionComplexitySchema } from '../../../../src/crew/tools/complexity/function-complexity.ts';
import { measureComplexity } from '../../../../src/crew/tools/complexity/measure-complexity.ts';
import { shopFiles } from '../call-graph/shop.ts';

const measured = (text: string) => measureComplexity([{ path: 'a.ts', text }]);
const first = (text: string) => measured(text)[0];

test.each([
  [
    'sumOfPrimes',
    'function f(max) { let total = 0; out: for (let i = 1; i <= max; ++i) { for (let j = 2; j < i; ++j) { if (i % j === 0) { continue out; } } total += i; } return total; }',
    7,
    4,
  ],
  [
    'getWords',
    "function f(n) { switch (n) { case 1: return 'one'; case 2: return 'a couple'; case 3: return 'a few'; default: return 'lots'; } }",
    1,
    4,
  ],
  [
    'nested try',
    'function f() { try { if (a) { for (let i = 0; i < 10; i++) { while (b) {} } } } catch (e) { if (c) {} } }',
    9,
    5,
  ],
  ['a lambda', 'function f() { run(() => { if (a) {} }); if (0) {} }', 3, 2],
  ['runs of operators', 'function f() { return a && b && c || d || e && g; }', 3, 6],
  ['recursion', 'function f(n) { return n > 0 ? f(n - 1) : 0; }', 2, 2],
])('%s', (_, text, cognitive, cyclomatic) => {
  expect(first(text)).toMatchObject({ cognitive, cyclomatic });
});

describe('growth', () => {
  test.each([
    ['O(n)', 'function f(xs) { for (const x of xs) go(x); }'],
    ['O(n²)', 'function f(xs) { for (const x of xs) for (const y of xs) go(x, y); }'],
    ['O(n·m)', 'function f(xs, ys) { for (const x of xs) for (const y of ys) go(x, y); }'],
    ['O(n + m)', 'function f(xs, ys) { for (const x of xs) go(x); for (const y of ys) go(y); }'],
    ['O(n·m)', 'function f(xs, ys) { return xs.filter((x) => ys.includes(x)); }'],
    ['O(n log n)', 'function f(xs) { return xs.map(go).toSorted(); }'],
    ['O(n²)', 'function f(xs) { return xs.reduce((all, x) => [...all, x], []); }'],
    ['O(1)', 'function f(x) { for (let i = 0; i < 10; i++) go(x); for (const k of ["a", "b"]) go(k); }'],
    [
      'O(n²)',
      'function f(xs) { for (let i = 0; i < xs.length; i++) for (let j = i + 1; j < xs.length; j++) go(); }',
    ],
    [
      'O(log n)',
      'function f(xs, x) { let low = 0; let high = xs.length; while (low < high) { const middle = (low + high) >> 1; if (xs[middle] < x) low = middle + 1; else high = middle; } return low; }',
    ],
    ['O(2^n)', 'function f(n) { if (n < 2) return n; return f(n - 1) + f(n - 2); }'],
    ['O(n)', 'function f(node) { go(node); for (const child of node.children) f(child); }'],
    ['unknown', 'function f(x) { while (go(x)) { step(x); } }'],
    ['unknown', 'function f(x) { return f(go(x)); }'],
    [
      'O(n·m)',
      'function f(xs, ys) { for (const x of xs) has(ys, x); }\nfunction has(list, x) { return list.indexOf(x) >= 0; }',
    ],
    [
      'O(n)',
      'function f(xs) { for (const x of xs) has(["a"], x); }\nfunction has(list, x) { return list.indexOf(x) >= 0; }',
    ],
  ])('%s: %s', (expected, text) => {
    expect(first(text)?.time.class).toBe(expected);
  });

  test('waits in a loop are round trips one after the other; in map they are not', () => {
    expect(first('async function f(xs) { for (const x of xs) await load(x); }')?.roundTrips.class).toBe(
      'O(n)',
    );
    expect(
      first('async function f(xs) { await Promise.all(xs.map(async (x) => { await load(x); })); }')
        ?.roundTrips.class,
    ).toBe('O(1)');
  });

  test('laws: names do not matter, and a bounded loop keeps the class', () => {
    const body = fc.constantFrom(
      'go(A)',
      'A.filter((x) => B.includes(x))',
      'for (const x of A) for (const y of B) go(x, y)',
      'A.sort()',
    );
    const name = fc
      .stringMatching(/^[a-z]{3,8}$/)
      .filter(
        (one) =>
          !/^(for|let|var|new|try|const|this|null|true|false|with|case|else|enum|void|while|return|switch|typeof|delete|throw|catch|class|super|break|yield|await|static|export|import|default|extends|finally|continue|debugger|function|if|in|do|of|go|instanceof|public|private|package)$/.test(
            one,
          ),
      );
    fc.assert(
      fc.property(body, name, name, (text, one, other) => {
        fc.pre(one !== other);
        const named = (a: string, b: string, inner: string) =>
          `function f(${a}, ${b}) { ${inner.replaceAll('A', a).replaceAll('B', b)}; }`;
        const plain = first(named('rows', 'keys', text));
        const renamed = first(named(one, other, text));
        const bounded = first(named('rows', 'keys', `for (let i = 0; i < 4; i++) { ${text}; }`));
        expect({ ...renamed, time: renamed?.time.class }).toEqual({ ...plain, time: plain?.time.class });
        expect(bounded?.time.class).toBe(plain?.time.class);
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});

test('the change of the shop: one query for each order', () => {
  const head = measureComplexity(shopFiles('slow'));
  expect(functionComplexitySchema.array().parse(head)).toEqual(head);
  const changes = compareComplexity(measureComplexity(shopFiles('good')), head);
  expect(changes.find((one) => one.head.name === 'createOrders.latest')?.changes).toContain(
    'round trips O(1) → O(n)',
  );
});
