// Which lines and which functions a diff touches, as a profile is asked for them.
import { expect, test } from 'vitest';
import { changedFunctions } from '../../../src/measure/profile/changed-functions.ts';
import { changedLines } from '../../../src/measure/profile/changed-lines.ts';
import { profiledFunction } from '../../../src/measure/profile/profiled-function.ts';
import { diffOf } from '../../compare/documents.ts';
import { PLACES, treeOf } from './recorded.ts';

test('added lines on head, deleted ones on base, and the gap where the other side alone has lines', () => {
  const diff = diffOf({
    'a.js':
      '@@ -10,4 +10,4 @@\n ten\n-eleven\n+ELEVEN\n twelve\n+more\n-thirteen\n@@ -40,2 +40,1 @@\n forty\n-gone\n',
  });
  expect(changedLines(diff, 'head').get('a.js')).toEqual([
    { line: 11, text: 'ELEVEN' },
    { line: 13, text: 'more' },
    { line: 40, text: '' },
  ]);
  expect(changedLines(diff, 'base').get('a.js')).toEqual([
    { line: 11, text: 'eleven' },
    { line: 13, text: 'thirteen' },
    { line: 41, text: 'gone' },
  ]);
});

test('a line belongs to the innermost function that ran', () => {
  const tree = treeOf({
    'a.js outer 1-20': { calls: { 'a.js inner 5-9': { ms: 1 } } },
    'b.js other 1-20': { ms: 1 },
  });
  const diff = diffOf({ 'a.js': '@@ -6,0 +6,1 @@\n+x\n@@ -15,0 +15,1 @@\n+y\n@@ -50,0 +50,1 @@\n+z\n' });
  const touched = changedFunctions(tree, changedLines(diff, 'head'));
  expect([...touched].map(([key, lines]) => [key, lines.map(({ line }) => line)])).toEqual([
    ['a.js inner', [6]],
    ['a.js outer', [15]],
  ]);
});

test.each([
  ['file:///shop/lib/a%20b.js', 'run', { owner: 'project', path: 'lib/a b.js', key: 'lib/a b.js run' }],
  ['file:///shop/lib/a.js', '', { name: 'top level', owner: 'project' }],
  ['file:///shop/node_modules/pg/lib/client.js', 'query', { name: 'pg', owner: 'package', path: null }],
  ['file:///shop/node_modules/a/node_modules/@b/c/x.js', 'run', { name: '@b/c', owner: 'package' }],
  ['file:///elsewhere/tool.js', 'run', { name: 'tool.js', owner: 'package' }],
  ['node:internal/timers', 'listOnTimeout', { name: 'node', owner: 'node' }],
  ['webpack://shop/./src/app.ts', 'run', { owner: 'project', path: 'src/app.ts' }],
  ['webpack://shop/webpack/bootstrap', 'run', { name: 'bootstrap', owner: 'package' }],
  ['', 'parse', { name: 'parse', owner: 'builtin' }],
  ['', '(garbage collector)', { owner: 'engine' }],
])('code at %s is known for whose it is', (url, name, expected) => {
  expect(profiledFunction({ name, url, line: 3, endLine: 5 }, PLACES)).toMatchObject(expected);
});

test('a moved file keeps its functions', () => {
  const moved = new Map([['lib/old.js', 'lib/new.js']]);
  const frame = { name: 'run', url: 'file:///shop/lib/old.js', line: 1, endLine: 2 };
  expect(profiledFunction(frame, { ...PLACES, moved })).toMatchObject({
    key: 'lib/new.js run',
    path: 'lib/old.js',
  });
});
