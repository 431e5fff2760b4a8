// Wrong, truncated and hostile files: a Problem that names the file and one mend, and nothing else ever.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isProblem, type Problem } from '../../../src/core/problem.ts';
import { importResults } from '../../../src/measure/imports/import-results.ts';
import type { ResultFormat } from '../../../src/core/result-format.ts';
import { runValues } from '../../../src/measure/imports/run-values.ts';
import { outline, RECORDED, recorded } from './recorded.ts';

function refusal(text: string, format: ResultFormat | 'auto' = 'auto'): Problem {
  try {
    importResults({ path: 'out.json', text }, format);
  } catch (error) {
    if (isProblem(error)) return error;
    throw error;
  }
  throw new Error('it was taken');
}

test.each<[string, string, ResultFormat | 'auto', RegExp]>([
  ['an empty file', ' \n', 'auto', /^out\.json is empty\./],
  ['prose', 'all benchmarks done', 'auto', /^out\.json is none of the formats perfcrew reads \(k6-summary,/],
  ['JSON of something else', '{"name":"shop"}', 'auto', /is none of the formats/],
  ['another format than named', '{"results":[]}', 'go', /holds no result/],
  ['no benchmark in it', '{"results":[]}', 'hyperfine', /holds no result that could be compared/],
  ['a wrong type', '{"results":[{"command":"a","mean":"fast"}]}', 'hyperfine', /at results\.0\.mean/],
  [
    'a negative time',
    '[{"name":"a","latency":{"samples":[-1]}}]',
    'auto',
    /at 0\.latency\.samples\.0, not a number from 0 up/,
  ],
  [
    'a number beyond numbers',
    '[{"name":"a","latency":{"samples":[1e999]}}]',
    'auto',
    /at 0\.latency\.samples\.0, not a number from 0 up/,
  ],
  ['too deep', '['.repeat(5_000_000), 'auto', /nested more than 64 levels/],
  [
    'JTL without columns',
    '1795278816145,64,GET /,200\n',
    'jmeter-csv',
    /has no column elapsed, label, success/,
  ],
  [
    'an open quote',
    'elapsed,label,success\n1,"a,true\n',
    'auto',
    /out\.json:2 has a quote that is not closed/,
  ],
  ['XML of something else', '<testsuite/>', 'jmeter-xml', /<testsuite> where one <testResults>/],
  ['an entity bomb', '<!DOCTYPE x [<!ENTITY a "a">]><testResults/>', 'jmeter-xml', /not well-formed XML/],
  [
    'iterations without times',
    '{"sampling_mode":"Flat","iters":[1],"times":[1,2]}',
    'auto',
    /another number of times/,
  ],
])('%s', (_, text, format, message) => {
  const problem = refusal(text, format);
  expect(problem.message).toMatch(message);
  expect(problem.message).not.toContain('\n');
  expect(problem.mend).toMatch(/^[A-Z].*\.$/);
});

test.each(RECORDED)(
  '$fixture cut off in the middle is refused, and never read as less',
  ({ fixture, format }) => {
    const { text } = recorded(fixture);
    // In the middle of a line, where every format can tell.
    const middle = Math.floor(text.length / 2);
    const cut = text[middle] === '\n' || text[middle - 1] === '\n' ? middle + 3 : middle;
    const problem = refusal(text.slice(0, cut), format);
    expect(problem.message).toMatch(/^out\.json/);
  },
);

/** Each of these made a parser quadratic, or remember millions of messages, when it was written without care. */
test.each<[string, () => string, ResultFormat | 'auto']>([
  ['quotes without an end', () => `["${'\\"'.repeat(1_000_000)}`, 'auto'],
  ['wrong samples', () => `[{"name":"a","latency":{"samples":[${'"",'.repeat(1_000_000)}""]}}]`, 'auto'],
  ['empty objects', () => `{"results":[${'{},'.repeat(1_000_000)}{}]}`, 'hyperfine'],
  ['comments without an end', () => `<testResults>${'<!--'.repeat(500_000)}`, 'auto'],
  ['one long attribute name', () => `<testResults ${'a'.repeat(60_000)}><`.repeat(20), 'auto'],
  ['a line of braces', () => `{${'}'.repeat(3_000_000)}x`, 'auto'],
])('%s are refused in a moment', (_, text, format) => {
  const begun = process.cpuUsage().user;
  expect(refusal(text(), format).mend).not.toBe('');
  expect((process.cpuUsage().user - begun) / 1e6).toBeLessThan(10);
});

test('a benchmark repeated a hundred thousand times is one result', () => {
  const text = 'BenchmarkA 10 5 ns/op\n'.repeat(100_000);
  const { results } = importResults({ path: 'bench.txt', text });
  expect(outline({ format: 'go', results, notes: [] })).toEqual([
    'BenchmarkA | result-ms | 100000 samples, median',
  ]);
});

test('more than 64 MB is refused before it is parsed', () => {
  expect(refusal(' '.repeat(10) + '['.repeat(100_000_000)).message).toBe('out.json is larger than 64 MB.');
});

test('names of prototypes are names like any other', () => {
  const text = '{"metrics":{"__proto__":{"med":1},"constructor":{"med":1},"http_reqs":{"count":1,"rate":2}}}';
  const { results } = importResults({ path: 'out.json', text });
  expect(results.map(({ name }) => name)).toEqual(['HTTP requests']);
  const named = importResults({ path: 'out.json', text: '[{"name":"__proto__","latency":{"p50":1}}]' });
  expect(runValues(named.results)).toEqual([{ name: '__proto__', metric: 'result-ms', value: 1 }]);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

test("Python's NaN and Infinity are no value, within strings they are text", () => {
  const stats = '{"data":[0.5],"median":NaN,"ops":Infinity,"min":-Infinity}';
  const text = `{"machine_info":{},"benchmarks":[{"name":"NaN \\"Infinity","stats":${stats}}]}`;
  expect(runValues(importResults({ path: 'out.json', text }).results)).toEqual([
    { name: 'NaN "Infinity', metric: 'result-ms', value: 500 },
  ]);
});

test('names are fit for a report, and too many of them are refused with the mend', () => {
  const lines = (count: number) =>
    `elapsed,label,success\n${Array.from({ length: count }, (_, at) => `1,"GET\n/${at}${'x'.repeat(300)}",true`).join('\n')}\n`;
  const { results } = importResults({ path: 'out.jtl', text: lines(2) });
  expect(results[0]?.name).toMatch(/^GET \/0x+…$/);
  expect(results[0]?.name).toHaveLength(160);
  expect(refusal(lines(400)).mend).toContain('tags: { name: … }');
});

const tokens = fc.constantFrom(
  '',
  '"',
  '{',
  ']',
  ',',
  '\n',
  '-1',
  '1e999',
  'null',
  'NaN',
  '<',
  '</x>',
  '\u0000',
  '\uD800',
);
const mutation = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat(40), put: tokens });

test.each(RECORDED)('$fixture, mutated, gives finite numbers or a Problem', ({ fixture, format }) => {
  const { text, path } = recorded(fixture);
  const short = text.length < 12_000 ? text : text.slice(0, 12_000);
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), fc.boolean(), (mutations, isNamed) => {
      const mutated = mutations.reduce((whole, { at, drop, put }) => {
        const from = Math.floor(at * whole.length);
        return whole.slice(0, from) + put + whole.slice(from + drop);
      }, short);
      try {
        const { results } = importResults({ path, text: mutated }, isNamed ? format : 'auto');
        for (const { value } of runValues(results)) expect(value).toBeGreaterThanOrEqual(0);
        for (const { value } of runValues(results)) expect(Number.isFinite(value)).toBe(true);
      } catch (error) {
        if (!isProblem(error)) throw error;
        expect(error.message).toContain(path);
      }
    }),
    { numRuns: 120, seed: 20_261_121 },
  );
});

test('any text and any JSON give a result or a Problem, in every format', () => {
  const formats = [...new Set(RECORDED.map(({ format }) => format))];
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.json()),
      fc.constantFrom('auto' as const, ...formats),
      (text, format) => {
        try {
          importResults({ path: 'out.json', text }, format);
        } catch (error) {
          if (!isProblem(error)) throw error;
        }
      },
    ),
    { numRuns: 500, seed: 20_261_121 },
  );
});
