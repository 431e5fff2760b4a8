// The result files under fixtures/, each with its format and the path it has in a project.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResultFormat } from '../../../src/core/result-format.ts';
import type { ImportedFile } from '../../../src/measure/imports/imported.ts';
import type { ResultFile } from '../../../src/measure/imports/import-results.ts';

export interface Recorded {
  readonly fixture: string;
  readonly format: ResultFormat;
  readonly path: string;
}

export const RECORDED: readonly Recorded[] = [
  { fixture: 'k6/summary-export.txt', format: 'k6-summary', path: 'summary.json' },
  { fixture: 'k6/handle-summary.txt', format: 'k6-summary', path: 'summary.json' },
  { fixture: 'k6/points.txt', format: 'k6-points', path: 'points.json' },
  { fixture: 'k6/points-recorded.txt', format: 'k6-points', path: 'points.json' },
  { fixture: 'jmeter/samples-csv.txt', format: 'jmeter-csv', path: 'out.jtl' },
  { fixture: 'jmeter/samples-xml.txt', format: 'jmeter-xml', path: 'out.jtl' },
  { fixture: 'hyperfine/sleep.txt', format: 'hyperfine', path: 'out.json' },
  { fixture: 'hyperfine/parameters.txt', format: 'hyperfine', path: 'out.json' },
  { fixture: 'tinybench/v6.txt', format: 'tinybench', path: 'out.json' },
  { fixture: 'tinybench/v2.txt', format: 'tinybench', path: 'out.json' },
  { fixture: 'vitest-bench/v3.txt', format: 'vitest-bench', path: 'out.json' },
  { fixture: 'vitest-bench/v5.txt', format: 'vitest-bench', path: 'out.json' },
  { fixture: 'benchmarkjs/suite.txt', format: 'benchmarkjs', path: 'out.json' },
  { fixture: 'benchmarkjs/list.txt', format: 'benchmarkjs', path: 'out.json' },
  { fixture: 'go/bench.txt', format: 'go', path: 'bench.txt' },
  { fixture: 'go/bench-json.txt', format: 'go-json', path: 'bench.json' },
  {
    fixture: 'criterion/grow-xor-100.sample.txt',
    format: 'criterion',
    path: 'target/criterion/grow/xor/100/new/sample.json',
  },
  {
    fixture: 'criterion/sum.estimates.txt',
    format: 'criterion',
    path: 'target/criterion/sum/new/estimates.json',
  },
  { fixture: 'cargo-criterion/messages.txt', format: 'cargo-criterion', path: 'messages.json' },
  { fixture: 'pytest-benchmark/benchmark.txt', format: 'pytest-benchmark', path: 'benchmark.json' },
];

export function recorded(fixture: string): ResultFile {
  const one = RECORDED.find((file) => file.fixture === fixture);
  if (one === undefined) throw new Error(`no fixture ${fixture}`);
  const text = readFileSync(join(import.meta.dirname, 'fixtures', fixture), 'utf8');
  return { path: one.path, text };
}

/** What a file says, one line per result: name, metric, how many samples or which statistic. */
export function outline({ results }: ImportedFile): string[] {
  return results.map(({ name, metric, numbers }) => {
    const what =
      numbers.kind === 'samples'
        ? `${numbers.samples.length} samples, ${numbers.take}`
        : `${numbers.statistic} of ${numbers.count ?? '?'}`;
    return `${name} | ${metric} | ${what}`;
  });
}
