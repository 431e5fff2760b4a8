// The small deciders behind the project's own checks, as tables and laws.
import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DiffFile } from '../../../src/change/diff.ts';
import { configSchema } from '../../../src/config/config.ts';
import { changedFiles } from '../../../src/measure/commands/changed-files.ts';
import { expandScript } from '../../../src/measure/commands/expand-script.ts';
import { withFiles } from '../../../src/measure/commands/file-arguments.ts';
import { findPlaces } from '../../../src/measure/commands/find-places.ts';
import { parseManifest } from '../../../src/measure/commands/parse-manifest.ts';
import type { Gauge } from '../../../src/measure/gauge.ts';
import { shareBudget } from '../../../src/measure/share-budget.ts';
import { stageNeeds } from '../../../src/measure/stage-needs.ts';

function diffOf(...files: (Partial<DiffFile> & { path: string })[]) {
  return {
    ...({ document: 'diff', version: 1, truncated: null } as const),
    files: files.map((file) => ({
      ...({ previousPath: null, status: 'modified', content: 'text', additions: 1, deletions: 0 } as const),
      hunks: [],
      omitted: null,
      noNewlineAtEnd: false,
      ...file,
    })),
  };
}

describe('file names in a command', () => {
  test('whatever they are called, the program gets exactly them', () => {
    const name = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 20 })
      .filter((text) => !/[\0/]/.test(text));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 20 }), (files) => {
        const [program = '', ...args] = withFiles("printf '%s\\0' {files}", files) ?? [];
        const printed = execFileSync(program, args, { encoding: 'utf8' });
        expect(printed.split('\0').slice(0, -1)).toEqual(files.map((file) => `./${file}`));
      }),
      { seed: 7, numRuns: 40 },
    );
  });

  test.each([
    ['eslint {files}', 'eslint "$@"'],
    ['eslint "{files}" --fix', 'eslint "$@" --fix'],
    ["eslint '{files}'", 'eslint "$@"'],
    ['a {files} && b {files}', 'a "$@" && b "$@"'],
    ['echo "it\'s" {files}', 'echo "it\'s" "$@"'],
    ['echo \\" {files}', 'echo \\" "$@"'],
    ['npm run lint', 'npm run lint'],
  ])('%s', (command, script) => {
    expect(withFiles(command, [])?.[2]).toBe(script);
  });

  test.each([
    'sh -c "eslint {files}"',
    "sh -c 'eslint {files}'",
    'echo "a \\" {files}"',
    'x "{files}{files}"',
  ])('refused: %s', (command) => {
    expect(withFiles(command, [])).toBeNull();
  });
});

describe('places in the output', () => {
  const diff = diffOf(
    { path: 'src/a.ts' },
    { path: 'packages/api/b.ts' },
    { path: 'gone.ts', status: 'deleted' },
  );
  test.each([
    ['src/a.ts(12,5): error TS2304', { path: 'src/a.ts', line: 12, side: 'head' }],
    [' ❯ src/a.ts:7:3', { path: 'src/a.ts', line: 7, side: 'head' }],
    ['    at file (./src/a.ts:9:1)', { path: 'src/a.ts', line: 9, side: 'head' }],
    ['src/a.ts\n  3:7  error  no-var', { path: 'src/a.ts', line: 3, side: 'head' }],
    ['b.ts:4:1', { path: 'packages/api/b.ts', line: 4, side: 'head' }],
    ['other.ts:1 then src/a.ts:2', { path: 'src/a.ts', line: 2, side: 'head' }],
    ['my-src/a.ts:3', null],
    ['gone.ts:3', null],
    ['src/a.ts:0', null],
    ['src/a.ts is bad', null],
  ])('%j', (output, location) => {
    const directory = output.startsWith('b.ts') ? 'packages/api' : '.';
    expect(findPlaces(output, diff, directory).location).toEqual(location);
  });

  test('changed files come first among the clues', () => {
    const output = 'lib/x.js:1\nlib/y.js:2\nsrc/a.ts failed';
    expect(findPlaces(output, diff, '.').clues).toEqual(['src/a.ts', 'lib/x.js', 'lib/y.js']);
  });
});

test('changed files below the folder, with the names base knows them by', () => {
  const diff = diffOf(
    { path: 'api/a.ts' },
    { path: 'api/new.ts', status: 'added' },
    { path: 'api/to.ts', previousPath: 'api/from.ts', status: 'renamed' },
    { path: 'api/in.ts', previousPath: 'web/out.ts', status: 'renamed' },
    { path: 'api/gone.ts', status: 'deleted' },
    { path: 'web/c.ts' },
    { path: 'api/vendor', content: 'submodule' },
  );
  expect(changedFiles(diff, './api/')).toEqual({
    present: [
      { path: 'a.ts', basePath: 'a.ts' },
      { path: 'new.ts', basePath: null },
      { path: 'to.ts', basePath: 'from.ts' },
      { path: 'in.ts', basePath: 'in.ts' },
    ],
    gone: ['from.ts', 'gone.ts'],
    incomplete: null,
  });
});

describe('what a script really runs', () => {
  const manifest = parseManifest(
    JSON.stringify({
      scripts: {
        test: 'npm run test:unit',
        'test:unit': 'vitest run',
        lint: 'eslint .',
        prelint: 'tsc',
        loop: 'npm run loop',
      },
    }),
  );
  test.each([
    ['npm test', { command: 'vitest run', hooked: false }],
    ['npm t', { command: 'vitest run', hooked: false }],
    ['pnpm test:unit --coverage', { command: 'vitest run --coverage', hooked: false }],
    ['yarn run test:unit', { command: 'vitest run', hooked: false }],
    ['npm run -s lint -- --fix', { command: 'eslint . --fix', hooked: true }],
    ['npm run absent', { command: 'npm run absent', hooked: false }],
    ['npx vitest', { command: 'npx vitest', hooked: false }],
    ['npm run loop', { command: 'npm run loop', hooked: false }],
  ])('%s', (command, expanded) => {
    expect(expandScript(command, manifest)).toEqual(expanded);
  });
});

test('shares of the budget never exceed what is left, and all of it is given out', () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.integer({ min: -1000, max: 1_000_000 }), minutes, (leftMs, expected) => {
      const own = shareBudget(leftMs, expected);
      expect(own).toBeGreaterThanOrEqual(0);
      expect(own).toBeLessThanOrEqual(Math.max(0, leftMs));
      const [only = 0] = expected;
      expect(shareBudget(leftMs, [only])).toBe(Math.max(0, leftMs));
    }),
    { seed: 7 },
  );
});

describe('what the stage must have ready', () => {
  const gauge = (gate: Gauge['gate'], needs: Gauge['needs']): Gauge => ({
    gate,
    needs,
    measure: async () => [],
  });
  const app = { start: 'node .' };
  const database = { schema: ['schema.sql'] };
  test.each([
    [
      'lint',
      gauge('lint', []),
      { app, database },
      { app: false, database: false, install: true, build: false },
    ],
    [
      'load',
      gauge('load', ['app']),
      { app, database },
      { app: true, database: true, install: true, build: true },
    ],
    [
      'load without app',
      gauge('load', ['app']),
      {},
      { app: false, database: false, install: false, build: false },
    ],
    [
      'query',
      gauge('query', ['database']),
      { database },
      { app: false, database: true, install: false, build: false },
    ],
    [
      'query with a migrate command',
      gauge('query', ['database']),
      { database: { migrate: 'npm run migrate' } },
      { app: false, database: true, install: true, build: true },
    ],
    [
      'query on an external database',
      gauge('query', ['database']),
      { database: { external_url_env: 'URL' } },
      { app: false, database: false, install: false, build: false },
    ],
  ])('%s', (_, planned, config, needs) => {
    expect(stageNeeds([planned], configSchema.parse(config))).toEqual(needs);
  });
});
