import { describe, expect, it } from 'vitest';
import type { Diff, DiffFile } from '../../src/change/diff.ts';
import { findTampering } from '../../src/prove/tampering/find-tampering.ts';

function file(path: string, added: readonly string[], facts: Partial<DiffFile> = {}): DiffFile {
  return {
    path,
    previousPath: null,
    status: 'modified',
    content: 'text',
    additions: added.length,
    deletions: 0,
    hunks: [
      {
        baseStart: 1,
        baseCount: 0,
        headStart: 1,
        headCount: added.length,
        section: '',
        lines: added.map((line) => `+${line}`),
      },
    ],
    omitted: null,
    noNewlineAtEnd: false,
    ...facts,
  };
}

const diffOf = (...files: readonly DiffFile[]): Diff => ({
  document: 'diff',
  version: 1,
  files,
  truncated: null,
});

it.each([
  ['test/orders.test.js', /touches tests/],
  ['src/__tests__/a.js', /touches tests/],
  ['.github/workflows/ci.yml', /workflows and repository settings/],
  ['.github/perfcrew.yml', /workflows and repository settings/],
  ['perfcrew.yml', /perfcrew's own configuration/],
  ['package.json', /packages and their scripts/],
  ['packages/a/package.json', /packages and their scripts/],
  ['package-lock.json', /lock files/],
  ['bench/run.js', /benchmarks/],
  ['lib/sort.bench.js', /benchmarks/],
  ['scripts/build.js', /scripts/],
  ['vite.config.ts', /build settings/],
  ['.env', /hidden files/],
  ['dist/index.js', /generated or foreign code/],
  ['../outside.js', /outside of the repository/],
])('refuses a patch of %s', (path, reason) => {
  expect(findTampering(diffOf(file('lib/a.js', ['const a = 1;']), file(path, ['x'])))).toMatch(reason);
});

it.each([
  ['if (process.env.CI) return cached;', /reads the environment/],
  ['const { env } = process;', /reads the environment/],
  ["const p = globalThis['process'];", /all code shares/],
  ["if (request.headers['User-Agent'] === 'autocannon') return '';", /names the tool/],
  ["import { execSync } from 'node:child_process';", /start programs/],
  ['Date.now = () => 0;', /replaces a clock/],
  ['Array.prototype.sort = function () { return this; };', /built-in/],
  ['JSON.parse = fast;', /built-in/],
  ['return new Function(text)();', /makes code from text/],
  ['// eslint-disable-next-line', /silences a check/],
])('refuses the added line %s', (line, reason) => {
  expect(findTampering(diffOf(file('lib/a.js', [line])))).toMatch(reason);
});

describe('what outlives a request', () => {
  it.each([
    [['const seen = new Map();', 'export function a(x) {', '  seen.set(x, 1);', '}']],
    [['let answer;', 'export function a() {', '  answer ??= compute();', '  return answer;', '}']],
    [['const cache = {};', 'export const a = (x) => (cache[x] ??= compute(x));']],
    [['let last = null;', 'function a() {', '  last = compute();', '}']],
    [
      [
        'const cache: Map<string, number> = new Map<string, number>();',
        'function a(k) {',
        '  cache.set(k, 1);',
        '}',
      ],
    ],
  ])('is refused: %j', (lines) => {
    expect(findTampering(diffOf(file('lib/a.ts', lines)))).toMatch(/remembers results between requests/);
  });

  const weak = (read: string): readonly string[] => [
    'const REMEMBERED = new WeakMap();',
    'function remembered(product) {',
    '  const fields = [product.name];',
    '  const seen = REMEMBERED.get(product);',
    `  if (${read}) return seen.value;`,
    '  const value = tokensOf(product);',
    '  REMEMBERED.set(product, { fields, value });',
    '  return value;',
    '}',
  ];

  it('may hold weakly what it checks against the object each time, and nothing else', () => {
    const checked =
      'seen !== undefined && seen.fields.every((field, index) => Object.is(field, fields[index]))';
    expect(findTampering(diffOf(file('lib/a.js', weak(checked))))).toBeNull();
    expect(findTampering(diffOf(file('lib/a.js', weak('seen !== undefined'))))).toMatch(/remembers results/);
    const unchecked = [...weak(checked), 'export const quick = (product) => REMEMBERED.get(product).value;'];
    expect(findTampering(diffOf(file('lib/a.js', unchecked)))).toMatch(/remembers results/);
  });

  it.each([
    [['const STOP_WORDS = new Set(["a", "the"]);', 'const isStop = (word) => STOP_WORDS.has(word);']],
    [
      [
        'export function a(rows) {',
        '  const byId = new Map();',
        '  for (const row of rows) byId.set(row.id, row);',
        '}',
      ],
    ],
    [['const PATTERN = /a+/;']],
    [
      [
        'function a(list) {',
        '  let best = null;',
        '  for (const one of list) best = one;',
        '  return best;',
        '}',
      ],
    ],
  ])('is not what is made anew or never filled: %j', (lines) => {
    expect(findTampering(diffOf(file('lib/a.ts', lines)))).toBeNull();
  });
});

it.each([
  [{ status: 'deleted' }, /deletes/],
  [{ content: 'symlink' }, /symlink/],
  [{ content: 'binary' }, /binary/],
  [{ status: 'type-changed' }, /kind of file/],
  [{ status: 'renamed', previousPath: 'test/a.js' }, /touches tests \(test\/a.js\)/],
] as const)('refuses %j', (facts, reason) => {
  expect(findTampering(diffOf(file('lib/a.js', ['const a = 1;'], facts)))).toMatch(reason);
});

it('refuses what nobody could look through, and what changes nothing', () => {
  const many = Array.from({ length: 11 }, (_, at) => file(`lib/${at}.js`, ['a();']));
  expect(findTampering(diffOf(...many))).toMatch(/changes 11 files; at most 10/);
  expect(
    findTampering(
      diffOf(
        file(
          'lib/a.js',
          Array.from({ length: 401 }, () => 'a();'),
        ),
      ),
    ),
  ).toMatch(/changes 401 lines; at most 400/);
  expect(findTampering(diffOf())).toBe('changes nothing');
});

it('lets an honest patch of code, styles and a new migration pass', () => {
  expect(
    findTampering(
      diffOf(
        file('lib/orders.js', ['  const ids = orders.map((order) => order.id);']),
        file('db/migrations/004_index.sql', ['CREATE INDEX CONCURRENTLY a ON b (c);'], { status: 'added' }),
        file('public/index.html', ['<script src="/a.js" defer></script>']),
      ),
    ),
  ).toBeNull();
});
