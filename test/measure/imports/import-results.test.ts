// Every format on a real file: recognised by its content, read in perfcrew's units.
import { expect, test } from 'vitest';
import { importResults } from '../../../src/measure/imports/import-results.ts';
import { runValues } from '../../../src/measure/imports/run-values.ts';
import { outline, RECORDED, recorded } from './recorded.ts';

test.each(RECORDED)(
  '$fixture is recognised as $format, and reads the same when named',
  ({ fixture, format }) => {
    const file = importResults(recorded(fixture));
    expect(file.format).toBe(format);
    expect(importResults(recorded(fixture), format)).toEqual(file);
  },
);

const REQUESTS = (name: string, counts: { readonly good: number; readonly all: number }) => [
  `${name} | latency-p50-ms | ${counts.good} samples, median`,
  `${name} | latency-p95-ms | ${counts.good} samples, p95`,
  `${name} | errors-per-request | fraction of ${counts.all}`,
  `${name} | throughput-per-sec | rate of ${counts.all}`,
];
const K6_SUMMARY = [
  'HTTP requests | latency-p50-ms | median of ?',
  'HTTP requests | latency-p95-ms | p95 of ?',
  'HTTP requests {name:checkout} | latency-p50-ms | median of ?',
  'HTTP requests {name:checkout} | latency-p95-ms | p95 of ?',
  'HTTP requests | errors-per-request | fraction of ?',
  'HTTP requests | throughput-per-sec | rate of 40',
];

test.each<[string, readonly string[]]>([
  ['k6/summary-export.txt', K6_SUMMARY],
  ['k6/handle-summary.txt', [...K6_SUMMARY, 'checkout_time | result-ms | median of ?']],
  [
    'k6/points.txt',
    [
      ...REQUESTS('GET /api/orders', { good: 20, all: 20 }),
      ...REQUESTS('GET order by id', { good: 18, all: 20 }),
      'checkout_time | result-ms | 20 samples, median',
    ],
  ],
  [
    'jmeter/samples-csv.txt',
    [
      ...REQUESTS('GET /orders, "all"', { good: 24, all: 24 }),
      ...REQUESTS('GET /missing', { good: 18, all: 24 }),
    ],
  ],
  [
    'jmeter/samples-xml.txt',
    [
      ...REQUESTS('GET /orders, "all"', { good: 24, all: 24 }),
      ...REQUESTS('GET /missing', { good: 18, all: 24 }),
    ],
  ],
  [
    'hyperfine/sleep.txt',
    ['sleep 0.02 | result-ms | 12 samples, median', 'true | result-ms | 12 samples, median'],
  ],
  [
    'hyperfine/parameters.txt',
    [
      'sh -c "exit 3" [n=1] | result-ms | 5 samples, median',
      'sleep 0.01 [n=1] | result-ms | 5 samples, median',
      'sh -c "exit 3" [n=2] | result-ms | 5 samples, median',
      'sleep 0.02 [n=2] | result-ms | 5 samples, median',
    ],
  ],
  ['tinybench/v6.txt', ['join | result-ms | 79 samples, median', 'concat | result-ms | 18 samples, median']],
  ['tinybench/v2.txt', ['join | result-ms | 60 samples, median', 'concat | result-ms | 12 samples, median']],
  [
    'vitest-bench/v3.txt',
    [
      'strings.bench.ts > strings > join | result-ms | median of 517',
      'strings.bench.ts > strings > concat | result-ms | median of 13',
    ],
  ],
  [
    'vitest-bench/v5.txt',
    ['strings > concat | result-ms | median of 611', 'strings > join | result-ms | median of 545'],
  ],
  [
    'benchmarkjs/suite.txt',
    ['join | result-ms | 6 samples, median', 'concat | result-ms | 6 samples, median'],
  ],
  [
    'go/bench.txt',
    [
      'BenchmarkJoin | result-ms | 5 samples, median',
      'BenchmarkJoin | result-bytes | 5 samples, median',
      'BenchmarkJoin | result-count | 5 samples, median',
      'BenchmarkConcat/words=10 | result-ms | 5 samples, median',
      'BenchmarkConcat/words=100 | result-ms | 5 samples, median',
    ],
  ],
  [
    'go/bench-json.txt',
    [
      'BenchmarkJoin | result-ms | 3 samples, median',
      'BenchmarkJoin | result-bytes | 3 samples, median',
      'BenchmarkJoin | result-count | 3 samples, median',
      'BenchmarkConcat/words=10 | result-ms | 3 samples, median',
      'BenchmarkConcat/words=100 | result-ms | 3 samples, median',
    ],
  ],
  ['criterion/grow-xor-100.sample.txt', ['grow/xor/100 | result-ms | 10 samples, median']],
  ['criterion/sum.estimates.txt', ['sum | result-ms | median of ?']],
  [
    'cargo-criterion/messages.txt',
    ['norm | result-ms | 20 samples, median', 'throughput/Bytes | result-ms | 20 samples, median'],
  ],
  [
    'pytest-benchmark/benchmark.txt',
    [
      'test_words.py::test_join | result-ms | 80 samples, median',
      'test_words.py::test_concat[10] | result-ms | 15 samples, median',
      'test_words.py::test_concat[100] | result-ms | 15 samples, median',
    ],
  ],
])('%s', (fixture, expected) => {
  expect(outline(importResults(recorded(fixture)))).toEqual(expected);
});

/** As each tool itself told it. */
test.each([
  ['hyperfine/sleep.txt', 'sleep 0.02', 24.6184005],
  ['vitest-bench/v5.txt', 'strings > join', 0.008112],
  ['go/bench.txt', 'BenchmarkJoin', 1022e-6],
  ['criterion/sum.estimates.txt', 'sum', 164.2204e-6],
  ['pytest-benchmark/benchmark.txt', 'test_words.py::test_join', 2.077999e-3],
])('%s: %s takes %d ms', (fixture, name, milliseconds) => {
  const values = runValues(importResults(recorded(fixture)).results);
  const time = values.find((one) => one.name === name && one.metric === 'result-ms');
  expect(time?.value).toBeCloseTo(milliseconds, 7);
});

test('k6 of years ago, as it was recorded: users that exist have a latency, missing ones count as failures', () => {
  const values = runValues(importResults(recorded('k6/points-recorded.txt')).results);
  const of = (name: string, metric: string) =>
    values.find((one) => one.name === name && one.metric === metric)?.value;
  expect(of('GET /users/1', 'latency-p50-ms')).toBe(44.375);
  expect(of('GET /users/1', 'errors-per-request')).toBe(0);
  expect(of('GET /users/11', 'latency-p50-ms')).toBeUndefined();
  expect(of('GET /users/11', 'errors-per-request')).toBe(1);
});

test('load tests: quick failures do not flatter the latency, and count as failures', () => {
  const values = runValues(importResults(recorded('k6/points.txt')).results);
  const of = (metric: string) =>
    values.find((one) => one.name === 'GET order by id' && one.metric === metric)?.value;
  expect(of('errors-per-request')).toBe(0.1);
  expect(of('latency-p50-ms')).toBeGreaterThan(12);
});

test('what has no known direction is left out and said so', () => {
  expect(importResults(recorded('go/bench.txt')).notes).toEqual([
    'MB/s is left out: it says the same as ns/op.',
    'words/op is left out: nothing says whether less of it is better. Report it per second (…/s) or in ns/… or B/….',
  ]);
  expect(importResults(recorded('k6/summary-export.txt')).notes).toEqual([
    expect.stringContaining('checkout_time is left out'),
  ]);
});
