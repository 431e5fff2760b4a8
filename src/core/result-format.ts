// The formats of other tools' result files that perfcrew reads; the configuration may name one.
export const RESULT_FORMATS = [
  'k6-summary',
  'k6-points',
  'jmeter-csv',
  'jmeter-xml',
  'hyperfine',
  'tinybench',
  'vitest-bench',
  'benchmarkjs',
  'go',
  'go-json',
  'criterion',
  'cargo-criterion',
  'pytest-benchmark',
] as const;
export type ResultFormat = (typeof RESULT_FORMATS)[number];
