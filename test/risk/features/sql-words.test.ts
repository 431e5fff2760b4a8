import { expect, test } from 'vitest';
import { sqlWordsOf } from '../../../src/risk/features/sql-words.ts';
import { extractFeatures } from '../../../src/risk/features.ts';
import { diffOf, pullRequestOf, type FileChange } from '../../change/change-of.ts';

function found(path: string, change: FileChange): string[] {
  const [file] = diffOf({ [path]: change }).files;
  return file === undefined ? [] : sqlWordsOf(file).map(({ line, name }) => `${line} ${name}`);
}

test.each<[string, string, FileChange, string[]]>([
  ['code', 'a.ts', { added: ['run("drop table x")'] }, ['10 DROP TABLE']],
  ['words apart', 'a.sql', { added: ['DROP   TABLE IF EXISTS x;'] }, ['10 DROP TABLE']],
  [
    'two on a line',
    'a.sql',
    { added: ['DROP TABLE x; DELETE FROM y;'] },
    ['10 DROP TABLE', '10 DELETE FROM'],
  ],
  ['deleted lines do not count', 'a.ts', { deleted: ['drop table x'] }, []],
  ['kept lines do not count', 'a.ts', { kept: ['drop table x'], added: ['y'] }, []],
  ['line comment', 'a.ts', { added: ['x(); // never drop table here'] }, []],
  ['line comment of SQL', 'a.sql', { added: ['-- DROP TABLE x'] }, []],
  ['SQL comment in a string of code', 'a.ts', { added: ['  -- drop table x'] }, []],
  ['hash comment', 'a.py', { added: ['# drop table x'] }, []],
  ['no hash comment in TypeScript', 'a.ts', { added: ['x["#"] = "drop table x"'] }, ['10 DROP TABLE']],
  [
    'block comment',
    'a.ts',
    { added: ['/* first', 'drop table x', '*/', 'alter table y'] },
    ['13 ALTER TABLE'],
  ],
  [
    'block that opened above',
    'a.ts',
    { kept: [], added: ["don't drop table x", 'end */', 'alter table y'] },
    ['12 ALTER TABLE'],
  ],
  ['middle of a long comment', 'a.ts', { added: [' * drop table x'] }, []],
  ['an address is no comment', 'a.ts', { added: ['fetch(https://x/drop table x)'] }, ['10 DROP TABLE']],
  ['a mark in a string is none', 'a.ts', { added: ['run("a // b", "drop table x")'] }, ['10 DROP TABLE']],
  [
    'a glob is no comment',
    'a.ts',
    { added: ["glob('src/**/*.ts')", 'run("drop table x")'] },
    ['11 DROP TABLE'],
  ],
  ['part of a word', 'a.ts', { added: ['raindrop tables', 'reexecuteRaw'] }, []],
  [
    'executeRaw is a name, not a phrase',
    'a.ts',
    { added: ['await db.$executeRaw`x`', 'EXECUTERAW'] },
    ['10 executeRaw'],
  ],
])('%s', (_, path, change, expected) => {
  expect(found(path, change)).toEqual(expected);
});

test('documentation, tests and settings do not run statements', () => {
  const added = ['drop table x'];
  const diff = diffOf({ 'README.md': added, 'test/a.test.ts': added, 'a.yml': added, 'src/a.ts': ['x'] });
  expect(extractFeatures({ pullRequest: pullRequestOf(), diff }).sqlWords).toEqual([]);
});

test('a hostile file of comments is read in one pass', () => {
  const added = ['/*', ...Array.from({ length: 50_000 }, () => 'drop table x')];
  const begun = process.cpuUsage().user;
  expect(found('a.ts', { added })).toEqual([]);
  expect((process.cpuUsage().user - begun) / 1e6).toBeLessThan(2);
});
