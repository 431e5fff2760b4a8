// How likely a changed file holds the cause of a slowdown: code before configuration, tests and prose last.

export type FileKind = 'code' | 'sql' | 'client' | 'config' | 'generated' | 'test' | 'docs';

/** Asked in this order: a test written in TypeScript is a test. */
const PATTERNS: readonly (readonly [FileKind, RegExp])[] = [
  [
    'generated',
    /(^|\/)(dist|build|vendor|node_modules)\/|\.min\.|\.(map|snap)$|[-.]lock(b|\.(json|ya?ml))?$/i,
  ],
  ['docs', /\.(md|mdx|rst|txt|adoc)$|(^|\/)docs?\//i],
  ['test', /(^|\/)(tests?|__tests__|spec|e2e|fixtures)\/|[.-](test|spec)\.[a-z]+$|_test\.[a-z]+$/i],
  ['sql', /\.sql$|(^|\/)migrat(e|ions?)\//i],
  ['client', /(^|\/)(public|static|assets|client|frontend|www)\/|\.(html?|css|scss|less|svg)$/i],
  ['config', /\.(json|ya?ml|toml|ini|env|conf)$|(^|\/)\./i],
];

export function fileKind(path: string): FileKind {
  return PATTERNS.find(([, pattern]) => pattern.test(path))?.[0] ?? 'code';
}

/** Weight of a match found in such a file; each room of the search may lift the kinds it looks for. */
export const KIND_WEIGHT: Readonly<Record<FileKind, number>> = {
  code: 1,
  sql: 1,
  client: 0.9,
  config: 0.6,
  generated: 0.3,
  test: 0.15,
  docs: 0.05,
};
