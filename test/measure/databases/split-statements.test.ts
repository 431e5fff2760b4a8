import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitStatements } from '../../../src/measure/databases/split-statements.ts';

const texts = (sql: string) => splitStatements(sql).map(({ text }) => text);

describe('splitStatements', () => {
  test.each([
    ['two statements', 'SELECT 1; SELECT 2;', ['SELECT 1', 'SELECT 2']],
    ['no semicolon at the end', 'SELECT 1', ['SELECT 1']],
    ['nothing but comments', '-- a; b\n/* c; /* d; */ e; */ ;', []],
    ['comments before a statement are no part of it', '-- first; really\nSELECT 1;', ['SELECT 1']],
    ['comments inside stay', 'SELECT 1 -- one; two\n + 1;', ['SELECT 1 -- one; two\n + 1']],
    ['quoted text', "SELECT 'a;b', 'it''s; so'; SELECT 2", ["SELECT 'a;b', 'it''s; so'", 'SELECT 2']],
    ['a backslash is only a backslash', "SELECT 'a\\'; SELECT 2", ["SELECT 'a\\'", 'SELECT 2']],
    ['but not after E', "SELECT E'a\\';b'; SELECT 2", ["SELECT E'a\\';b'", 'SELECT 2']],
    [
      'a name that ends in e before a quote',
      "SELECT date'2025-01-01\\'; SELECT 2",
      ["SELECT date'2025-01-01\\'", 'SELECT 2'],
    ],
    ['quoted names', 'SELECT "a;""b" FROM t; SELECT 2', ['SELECT "a;""b" FROM t', 'SELECT 2']],
    ['dollar quotes', 'DO $$ BEGIN a; b; END $$; SELECT 2', ['DO $$ BEGIN a; b; END $$', 'SELECT 2']],
    ['dollar quotes with a tag', 'DO $x$ a; $$ b; $$ $x$; SELECT 2', ['DO $x$ a; $$ b; $$ $x$', 'SELECT 2']],
    [
      'parameters are no dollar quotes',
      'SELECT $1; SELECT a$b$c; SELECT 3',
      ['SELECT $1', 'SELECT a$b$c', 'SELECT 3'],
    ],
    [
      'a rule with several commands',
      'CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b); SELECT 2',
      ['CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b)', 'SELECT 2'],
    ],
    [
      'a routine whose body is SQL',
      'CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3',
      [
        'CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END',
        'SELECT 3',
      ],
    ],
    [
      'a transaction',
      'BEGIN; SELECT CASE WHEN true THEN 1 END; END; SELECT 1',
      ['BEGIN', 'SELECT CASE WHEN true THEN 1 END', 'END', 'SELECT 1'],
    ],
    [
      'lines of psql',
      '\\restrict abc;d\nSELECT 1;\n\\connect shop\nSELECT 2;',
      ['\\restrict abc;d', 'SELECT 1', '\\connect shop', 'SELECT 2'],
    ],
    [
      'rows of a COPY belong to it',
      "COPY t (a) FROM stdin;\n1;2\n'\n\\.\n\nSELECT 2;",
      ['COPY t (a) FROM stdin', 'SELECT 2'],
    ],
    ['an open quote reaches to the end', "SELECT 'a; b", ["SELECT 'a; b"]],
  ])('%s', (_, sql, statements) => {
    expect(texts(sql)).toEqual(statements);
  });

  test('every statement stands in the file where its offset says', () => {
    const piece = fc.constantFrom(
      'SELECT 1',
      ';',
      "'a;b'",
      '"n;m"',
      '$$x;y$$',
      '-- c;\n',
      '/* d; */',
      '(',
      ')',
      '\n',
      ' ',
      'BEGIN ATOMIC',
      'END',
      '\\x\n',
      "E'\\'",
      'é',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const sql = pieces.join('');
        let last = 0;
        for (const { text, offset } of splitStatements(sql)) {
          expect(sql.startsWith(text, offset)).toBe(true);
          expect(text).toBe(text.trimEnd());
          expect(offset).toBeGreaterThanOrEqual(last);
          last = offset + text.length;
        }
      }),
    );
  });

  test('statements put together come apart again', () => {
    const statement = fc.constantFrom(
      "INSERT INTO t VALUES ('a;b')",
      'SELECT $1',
      'DO $a$ x; $a$',
      'CREATE INDEX CONCURRENTLY i ON t (a)',
    );
    fc.assert(
      fc.property(fc.array(statement), (statements) => {
        expect(texts(statements.map((text) => `${text};\n-- next;\n`).join(''))).toEqual(statements);
      }),
    );
  });
});
