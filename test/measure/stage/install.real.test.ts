// Dependencies of both sides, with real npm and a dependency that lies in the repository.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Stage } from '../../../src/measure/stage.ts';
import { prepareStage } from '../../../src/measure/stage/prepare-stage.ts';
import type { Tree } from '../../kit/git-repository.ts';
import { openProject, type Project, type ProjectOptions } from './project.ts';

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const resource of opened.splice(0).reverse()) await resource[Symbol.asyncDispose]();
});

async function project(options: ProjectOptions): Promise<Project> {
  const result = await openProject(options);
  opened.push(result);
  return result;
}

async function stageOf({ config, pullRequest, world, scratch }: Project, cached = false): Promise<Stage> {
  const stage = await prepareStage({
    config,
    pullRequest,
    world,
    logsDirectory: `${scratch}/logs`,
    cacheDirectory: cached ? `${scratch}/cache` : null,
    needs: { app: false, database: false, install: true, build: false },
  });
  opened.push(stage);
  return stage;
}

/** An npm workspace: `greet` is linked into node_modules, as any package from the registry would be copied. */
function workspace(version = '1.0.0'): Tree {
  const root = { name: 'shop', version: '1.0.0', private: true, workspaces: ['greet'] };
  return {
    '.gitignore': 'node_modules\n',
    'package.json': JSON.stringify(root),
    'package-lock.json': JSON.stringify({
      name: 'shop',
      version: '1.0.0',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': root,
        greet: { version, bin: { greet: 'greet.js' } },
        'node_modules/greet': { resolved: 'greet', link: true },
      },
    }),
    'greet/package.json': JSON.stringify({ name: 'greet', version, bin: { greet: 'greet.js' } }),
    'greet/greet.js': { executable: '#!/usr/bin/env node\nconsole.log("hello");\n' },
  };
}

function greet(stage: Stage, side: 'base' | 'head'): string {
  return execFileSync(join(stage[side].directory, 'node_modules/.bin/greet'), { encoding: 'utf8' });
}

test('equal dependencies are installed once and copied, links pointing into the right checkout', async () => {
  const one = await project({
    base: workspace(),
    head: { 'greet/greet.js': { executable: '#!/usr/bin/env node\nconsole.log("hi");\n' } },
  });
  const stage = await stageOf(one);
  expect(one.logs()).toEqual(['install-base.log']);
  expect([greet(stage, 'base'), greet(stage, 'head')]).toEqual(['hello\n', 'hi\n']);
  expect(readlinkSync(join(stage.head.directory, 'node_modules/greet'))).toBe('../greet');
});

test('different dependencies are installed on both sides', async () => {
  const one = await project({ base: workspace(), head: workspace('1.1.0') });
  await stageOf(one);
  expect(one.logs()).toEqual(['install-base.log', 'install-head.log']);
});

test('the cache spares the next install, and only base writes to it', async () => {
  const one = await project({ base: workspace(), head: workspace('1.1.0') });
  await stageOf(one, true);
  const entries = readdirSync(join(one.scratch, 'cache/installs'));
  expect(entries).toHaveLength(1);
  const listed: unknown = JSON.parse(
    readFileSync(join(one.scratch, 'cache/installs', entries[0] ?? '', 'entry.json'), 'utf8'),
  );
  expect(listed).toEqual({ version: 1, paths: ['node_modules'] });

  const logs = join(one.scratch, 'logs');
  writeFileSync(join(logs, 'install-base.log'), 'untouched');
  const stage = await stageOf(one, true);
  expect(readFileSync(join(logs, 'install-base.log'), 'utf8')).toBe('untouched');
  expect(greet(stage, 'base')).toBe('hello\n');
  expect(readdirSync(join(one.scratch, 'cache/installs'))).toEqual(entries);
});

test('a cache entry that was never finished is not used', async () => {
  const one = await project({ base: workspace() });
  await stageOf(one, true);
  const [entry = ''] = readdirSync(join(one.scratch, 'cache/installs'));
  writeFileSync(join(one.scratch, 'cache/installs', entry, 'entry.json'), '{"version":1');
  const stage = await stageOf(one, true);
  expect(greet(stage, 'head')).toBe('hello\n');
  expect(one.world.log.lines.filter((line) => line.startsWith('warn'))).toHaveLength(1);
});

test('own install scripts may read any file, so both sides run theirs', async () => {
  const scripts = { postinstall: 'cp source.txt made.txt' };
  const base = { ...workspace(), 'source.txt': 'old' };
  const manifest = JSON.stringify({
    name: 'shop',
    version: '1.0.0',
    private: true,
    workspaces: ['greet'],
    scripts,
  });
  const one = await project({ base: { ...base, 'package.json': manifest }, head: { 'source.txt': 'new' } });
  const stage = await stageOf(one);
  expect(readFileSync(join(stage.head.directory, 'made.txt'), 'utf8')).toBe('new');
});

test('without dependencies nothing is installed', async () => {
  const one = await project({
    base: { 'package.json': '{"scripts":{"build":"true"}}', 'package-lock.json': '{}' },
  });
  const stage = await stageOf(one);
  expect(one.logs()).toEqual([]);
  expect(existsSync(join(stage.base.directory, 'node_modules'))).toBe(false);
});

test.each([
  { what: 'head alone', base: 'true', head: 'echo "no space for left-pad"; exit 4', side: 'head' },
  { what: 'both sides', base: 'exit 5', head: 'exit 4', side: 'base' },
])('an install that fails on $what is told of $side', async ({ base, head, side }) => {
  const one = await project({
    base: { 'install.sh': base },
    head: { 'install.sh': head },
    config: { setup: { install: 'sh install.sh' } },
  });
  await expect(stageOf(one)).rejects.toMatchObject({
    name: 'NotMeasurable',
    side,
    message: expect.stringContaining(
      `The dependencies of ${side} could not be installed: \`sh install.sh\` ended`,
    ),
    mend: expect.stringContaining(`install-${side}.log`),
  });
  expect(one.worktrees()).toEqual([]);
});
