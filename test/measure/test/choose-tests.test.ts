// Which tests are run for which change, and with which command line.
import { describe, expect, test } from 'vitest';
import type { Subset } from '../../../src/plan/gate-plan.ts';
import { chooseTests } from '../../../src/measure/test/choose-tests.ts';
import { recognizeRunner } from '../../../src/measure/test/recognize-runner.ts';
import { fakeFiles } from '../../fakes/fake-files.ts';

interface Situation {
  readonly command: string;
  readonly subset: Subset;
  readonly changed: readonly string[];
  readonly gone?: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

async function choose({ command, subset, changed, gone = [], files = {} }: Situation) {
  const present = changed.map((path) => ({ path, basePath: path }));
  const chosen = await chooseTests({
    command,
    subset,
    directory: '/head',
    changed: { present, gone, incomplete: null },
    files: fakeFiles(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`/head/${path}`, text])),
    ),
  });
  // What stands before the runner only sets PATH.
  return chosen.kind === 'some'
    ? chosen.commandFor(chosen.files, '/head').slice(4).join(' ')
    : `${chosen.kind}: ${chosen.note}`;
}

describe('vitest and jest', () => {
  const changed = ['src/a.ts', 'src/a.test.ts', 'README.md'];
  test.each([
    ['vitest', 'changed', 'vitest run --passWithNoTests ./src/a.test.ts'],
    [
      'npx vitest run --coverage',
      'affected',
      'vitest related --run --coverage --passWithNoTests ./src/a.ts ./src/a.test.ts',
    ],
    [
      'vitest run --project unit test/x',
      'affected',
      'vitest related --run --project unit --passWithNoTests ./src/a.ts ./src/a.test.ts',
    ],
    [
      'NODE_ENV=test jest --watch --ci',
      'affected',
      'env NODE_ENV=test jest --ci --passWithNoTests --findRelatedTests ./src/a.ts ./src/a.test.ts',
    ],
    ['cross-env A=b jest', 'changed', 'env A=b jest --passWithNoTests --runTestsByPath ./src/a.test.ts'],
    ['vitest', 'all', 'all: All tests ran.'],
    [
      'mocha',
      'changed',
      'all: All tests ran: perfcrew cannot narrow `mocha`; write `{files}` where the test files belong.',
    ],
    [
      'vitest run && echo done',
      'changed',
      'all: All tests ran: perfcrew cannot narrow `vitest run && echo done`; write `{files}` where the test files belong.',
    ],
  ] as const)('%s, %s', async (command, subset, expected) => {
    expect(await choose({ command, subset, changed })).toBe(expected);
  });

  test.each([
    [['package.json'], 'package.json concerns every test'],
    [['vitest.config.ts'], 'vitest.config.ts concerns every test'],
    [['schema.sql'], 'schema.sql is not imported, so it cannot be followed to its tests'],
  ])('%j runs all', async (files, reason) => {
    expect(await choose({ command: 'vitest', subset: 'affected', changed: files })).toBe(
      `all: All tests ran: ${reason}.`,
    );
  });

  test('a file that is gone runs all', async () => {
    expect(
      await choose({ command: 'vitest', subset: 'affected', changed: [], gone: ['src/b.ts'] }),
    ).toContain('src/b.ts is gone');
  });

  test('prose alone runs none', async () => {
    const changed = ['README.md', 'docs/logo.png', '.github/workflows/ci.yml'];
    expect(await choose({ command: 'vitest', subset: 'affected', changed })).toBe(
      'none: No test belongs to the changed files.',
    );
  });

  test('a script with a step before it is run whole', async () => {
    const files = { 'package.json': '{"scripts":{"test":"vitest","pretest":"make"}}' };
    expect(await choose({ command: 'npm test', subset: 'changed', changed, files })).toContain(
      'runs more around',
    );
  });
});

describe('node --test and others, by the import graph', () => {
  const files = {
    'test/a.test.ts': "import { a } from '../src/a.js';\nimport 'node:test';",
    'test/b.test.ts': "const b = require('../src/b');",
    'test/c.test.ts': "export * from '../src';\nawait import('./helper.ts');",
    'test/loop.test.ts': "import './loop-helper.ts';",
    'test/loop-helper.ts': "import './loop.test.ts';",
    'test/helper.ts': '',
    'src/a.ts': "import './shared.ts';",
    'src/b.js': "import shared from './shared.ts';\nimport data from './data.json' with { type: 'json' };",
    'src/index.ts': '',
    'src/shared.ts': '',
    'src/data.json': '{}',
  };
  test.each([
    [['src/shared.ts'], 'test/a.test.ts test/b.test.ts'],
    [['src/a.ts'], 'test/a.test.ts'],
    [['src/index.ts'], 'test/c.test.ts'],
    [['test/b.test.ts'], 'test/b.test.ts'],
    [['test/loop-helper.ts'], 'test/loop-helper.ts test/loop.test.ts'],
  ])('%j reaches %s', async (changed, expected) => {
    const command = 'node --test --import tsx';
    const paths = expected.split(' ').map((path) => `/head/${path}`);
    expect(await choose({ command, subset: 'affected', changed, files })).toBe(
      `${command} ${paths.join(' ')}`,
    );
  });

  test('only the tests that the command names', async () => {
    const command = "node --test 'test/a*.ts'";
    expect(await choose({ command, subset: 'affected', changed: ['src/shared.ts'], files })).toBe(
      'node --test /head/test/a.test.ts',
    );
  });

  test('what no test imports runs all', async () => {
    const changed = ['src/other.ts'];
    expect(
      await choose({
        command: 'node --test',
        subset: 'affected',
        changed,
        files: { ...files, 'src/other.ts': '' },
      }),
    ).toBe('all: All tests ran: no test imports src/other.ts, so it may be reached in another way.');
  });

  test('an unknown runner gets the files where it asks for them', async () => {
    const command = 'ava {files}';
    expect(await choose({ command, subset: 'affected', changed: ['src/a.ts'], files })).toBe(
      './test/a.test.ts',
    );
  });
});

describe('recognizing a runner', () => {
  test.each([
    'vitest bench',
    'node server.js',
    'vitest $(ls)',
    'vitest | tee log',
    'vitest "$FILES"',
    "vitest 'unclosed",
    'echo vitest',
    '',
  ])('%j is none', (command) => {
    expect(recognizeRunner(command)).toBeNull();
  });

  test('quotes and values of flags', () => {
    expect(recognizeRunner(`vitest run -t "adds two" 'test/**' --config=x.ts`)).toEqual({
      kind: 'vitest',
      lead: [],
      positionals: ['test/**'],
      flags: ['-t', 'adds two', '--config=x.ts'],
    });
  });
});
