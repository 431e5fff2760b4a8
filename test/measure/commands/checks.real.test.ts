// The project's own checks on real checkouts: whose fault a failure is, which files run, and that no file name is code.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Subset } from '../../../src/plan/gate-plan.ts';
import { gate, measureProject, measured, notMeasured } from '../measure/measure-project.ts';
import { openProject, type ProjectOptions } from '../stage/project.ts';

async function check(id: 'lint' | 'test' | 'build', subset: Subset, options: ProjectOptions) {
  await using project = await openProject(options);
  const [measurement] = await measureProject(project, [gate(id, { subset })]);
  const logs = Object.fromEntries(
    project.logs().map((name) => [name, readFileSync(join(project.scratch, 'logs', name), 'utf8')]),
  );
  return { measurement, logs, scratch: readdirSync(project.scratch) };
}

describe('whose fault', () => {
  const config = { checks: { lint: 'sh lint.sh' } };

  test('head fails, base passes: an error at the line the output names', async () => {
    const output = 'src/shop.js\n  3:7  error  Unexpected var\n';
    const { measurement } = await check('lint', 'all', {
      base: { 'lint.sh': 'echo fine', 'src/shop.js': 'let a;\n' },
      head: { 'lint.sh': `printf '${output}'; exit 1`, 'src/shop.js': 'let a;\n\nvar b;\n' },
      config,
    });
    expect(measured(measurement).observations[0]).toMatchObject({
      kind: 'command-failed',
      side: 'head',
      severity: 'error',
      title: 'Lint fails on head',
      evidence: { base: 'fine', head: 'src/shop.js\n  3:7  error  Unexpected var' },
      clues: ['src/shop.js'],
      location: { path: 'src/shop.js', line: 3, side: 'head' },
    });
    expect(measurement?.artifacts).toEqual([
      { name: 'Lint log (head)', path: 'logs/lint-head.log' },
      { name: 'Lint log (base)', path: 'logs/lint-base.log' },
    ]);
  });

  test('both fail: a warning, as it was there before', async () => {
    const { measurement } = await check('lint', 'all', { base: { 'lint.sh': 'exit 1' }, config });
    expect(measured(measurement).observations[0]).toMatchObject({ side: 'both', severity: 'warning' });
  });

  test('head passes: base is not run', async () => {
    const { measurement, logs } = await check('lint', 'all', {
      base: { 'lint.sh': 'exit 1' },
      head: { 'lint.sh': '' },
      config,
    });
    expect(measured(measurement).observations.map(({ severity }) => severity)).toEqual(['note', 'note']);
    expect(Object.keys(logs)).toEqual(['lint-head.log']);
  });

  test('a program that is not there is not measured, and no fault of head', async () => {
    const { measurement } = await check('lint', 'all', {
      base: { 'a.js': '' },
      config: { checks: { lint: 'perfcrew-no-such-linter .' } },
    });
    expect(notMeasured(measurement)).toMatchObject({
      causedByHead: false,
      mend: expect.stringContaining('`checks.lint`'),
    });
  });

  test('a test that fails only once is flaky, not broken', async () => {
    const { measurement } = await check('test', 'all', {
      base: { 'test.sh': '[ -e ran ] || { touch ran; exit 1; }' },
      config: { checks: { test: 'sh test.sh' } },
    });
    expect(measured(measurement).observations[0]).toMatchObject({
      kind: 'command-flaky',
      severity: 'warning',
    });
  });

  test('nothing configured tells what to set', async () => {
    const { measurement } = await check('build', 'all', { base: { 'a.js': '' } });
    expect(notMeasured(measurement).mend).toBe(
      'Set `checks.build` or `setup.build` in .github/perfcrew.yml.',
    );
  });
});

describe('which files', () => {
  const show = 'node -e "console.log(JSON.stringify(process.argv.slice(1)))" --';

  test('the linter gets the changed files it can read', async () => {
    const { logs } = await check('lint', 'changed', {
      base: { 'a.js': '1', 'gone.js': '1', 'same.js': '1', 'eslint.js': '' },
      head: { 'a.js': '2', 'b.ts': '1', 'gone.js': null, 'notes.md': 'x' },
      config: { checks: { lint: `${show} eslint {files}` } },
    });
    expect(logs['lint-head.log']).toBe('["eslint","./a.js","./b.ts"]\n');
  });

  test('no file for the linter: measured, with a note', async () => {
    const { measurement, logs } = await check('lint', 'changed', {
      base: { 'a.js': '1' },
      head: { 'notes.md': 'x' },
      config: { checks: { lint: 'eslint {files}' } },
    });
    expect(measured(measurement).observations[0]).toMatchObject({ kind: 'nothing-to-run', severity: 'note' });
    expect(logs).toEqual({});
  });

  test('base gets what base has, under its own names', async () => {
    const { logs } = await check('lint', 'changed', {
      base: { 'old.js': 'one\ntwo\nthree\n' },
      head: { 'added.js': 'x' },
      change: (repository) => repository.rename('old.js', 'new.js'),
      config: { checks: { lint: `${show} {files}; exit 1` } },
    });
    expect(logs['lint-head.log']).toBe('["./added.js","./new.js"]\n');
    expect(logs['lint-base.log']).toBe('["./old.js"]\n');
  });

  test('in a package of a monorepo only its own files', async () => {
    const { logs } = await check('lint', 'changed', {
      base: { 'packages/api/a.js': '1', 'web.js': '1' },
      head: { 'packages/api/a.js': '2', 'web.js': '2' },
      config: { setup: { directory: 'packages/api' }, checks: { lint: `${show} {files}` } },
    });
    expect(logs['lint-head.log']).toBe('["./a.js"]\n');
  });

  test('quotes around {files} are refused, since names within them could become code', async () => {
    const { measurement } = await check('lint', 'changed', {
      base: { 'a.js': '1' },
      head: { 'a.js': '2' },
      config: { checks: { lint: 'sh -c "eslint {files}"' } },
    });
    expect(notMeasured(measurement).mend).toContain('as a word of its own');
  });
});

describe('odd file names', () => {
  const names = [
    '$(touch pwned).test.js',
    '`touch pwned`.test.js',
    '; touch pwned; .test.js',
    '" && touch pwned && ".test.js',
    "'; touch pwned; .test.js",
    '--import=data:text,pwned.test.js',
    '[id] {a,b} *.test.js',
    'two\nlines.test.js',
  ];
  const passing = "require('node:test').test('passes', () => {});\n";
  const head = Object.fromEntries(names.map((name) => [name, passing]));
  const guard = { 'guard.sh': 'for f in pwned*; do [ -e "$f" ] && exit 9; done; exit 0' };

  test.each([
    { runner: 'lint with {files}', id: 'lint', checks: { lint: 'node --check {files} && sh guard.sh' } },
    {
      runner: 'npm run with {files}',
      id: 'lint',
      checks: { lint: 'npm run --silent lint -- {files} && sh guard.sh' },
    },
    { runner: 'node --test', id: 'test', checks: { test: 'node --test' } },
    { runner: 'vitest', id: 'test', checks: { test: 'vitest run --globals' } },
  ] as const)('are never code for $runner', async ({ id, checks }) => {
    await using project = await openProject({
      base: {
        ...guard,
        'package.json': '{"scripts":{"lint":"node count.js"}}',
        'count.js': 'if (process.argv.length !== 10) process.exit(1)',
      },
      head:
        checks.test === 'vitest run --globals'
          ? Object.fromEntries(names.map((name) => [name, "test('passes', () => {});\n"]))
          : head,
      config: { checks },
    });
    expect(project.diff.files.map(({ path }) => path).toSorted()).toEqual(names.toSorted());
    let pwned = false;
    const { world } = project;
    const watched = {
      ...world,
      git: {
        ...world.git,
        async worktree(sha: string) {
          const tree = await world.git.worktree(sha);
          return {
            directory: tree.directory,
            async [Symbol.asyncDispose]() {
              pwned ||= existsSync(join(tree.directory, 'pwned'));
              await tree[Symbol.asyncDispose]();
            },
          };
        },
      },
    };
    const [measurement] = await measureProject(project, [gate(id, { subset: 'changed' })], {
      world: watched,
    });
    expect(measured(measurement).observations.filter(({ severity }) => severity !== 'note')).toEqual([]);
    expect(pwned).toBe(false);
    const log = readFileSync(join(project.scratch, 'logs', `${id}-head.log`), 'utf8');
    if (checks.test === 'node --test') expect(log).toContain(`pass ${names.length}`);
    if (checks.test === 'vitest run --globals')
      expect(log).toMatch(new RegExp(`Tests +${names.length} passed`));
  });
});

describe('which tests', () => {
  const suite = (file: string, body = 'console.log(import.meta.filename)') =>
    `import { test } from 'node:test';\nimport './${file}';\ntest('t', () => { ${body} });\n`;
  const base = {
    'package.json': '{"type":"module","scripts":{"test":"NODE_ENV=test node --test"}}',
    'src/money.js': 'export {};\n',
    'src/cart.js': "export * from './money.js';\n",
    'src/user.js': 'export {};\n',
    'test/cart.test.js': suite('../src/cart.js'),
    'test/user.test.js': suite('../src/user.js'),
  };
  const config = { checks: { test: 'npm test' } };

  test('affected with node --test: through relative imports', async () => {
    const { logs } = await check('test', 'affected', {
      base,
      head: { 'src/money.js': 'export const a = 1;\n' },
      config,
    });
    expect(logs['test-head.log']).toContain('test/cart.test.js');
    expect(logs['test-head.log']).not.toContain('test/user.test.js');
  });

  test('what no test imports runs all', async () => {
    const { logs, measurement } = await check('test', 'affected', {
      base,
      head: { 'src/new.js': 'export {};\n' },
      config,
    });
    expect(logs['test-head.log']).toContain('test/user.test.js');
    expect(measured(measurement).observations[0]?.title).toContain('no test imports src/new.js');
  });

  test('prose runs none', async () => {
    const { logs, measurement } = await check('test', 'affected', {
      base,
      head: { 'README.md': 'x' },
      config,
    });
    expect(logs).toEqual({});
    expect(measured(measurement).observations[0]?.title).toBe('No test belongs to the changed files.');
  });

  test('affected with vitest: the runner follows the imports itself', async () => {
    const vitest = (file: string) => `import '../src/${file}';\ntest('t', () => {});\n`;
    const { logs } = await check('test', 'affected', {
      base: { ...base, 'test/cart.test.js': vitest('cart.js'), 'test/user.test.js': vitest('user.js') },
      head: { 'src/money.js': 'export const a = 1;\n' },
      config: { checks: { test: 'vitest run --globals --reporter verbose' } },
    });
    expect(logs['test-head.log']).toContain('cart.test.js');
    expect(logs['test-head.log']).not.toContain('user.test.js');
  });

  test('a new failing test is head’s fault even though base has no such file', async () => {
    const { measurement } = await check('test', 'changed', {
      base,
      head: { 'test/new.test.js': suite('../src/user.js', "throw new Error('not yet')") },
      config,
    });
    expect(measured(measurement).observations[0]).toMatchObject({
      side: 'head',
      severity: 'error',
      location: { path: 'test/new.test.js', line: 3, side: 'head' },
    });
  });
});
