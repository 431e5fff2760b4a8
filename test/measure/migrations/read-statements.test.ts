// Findings stand on the right line only if statements do: whatever lies between them, and whether or not all of them parse.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readStatements } from '../../../src/measure/migrations/read-statements.ts';

const STATEMENTS = [
  'SELECT 1',
  "SELECT 'é; --', $$ ; $$",
  'ALTER TABLE "straße"\n  ADD COLUMN é int',
  'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $body$\n  SELECT 1;\n$body$',
  'DO $$ BEGIN\n  PERFORM 1;\nEND $$',
];
const BROKEN = ['SELEC 1', 'ALTER TABLE t ADD COLUM x y z', 'CREATE TABLE ()'];
const GAPS = ['\n', '\n\n-- é; a comment\n', ' /* x;\n y */ ', '\n-- perfcrew: allow x because y\n'];

const parts = (statements: readonly string[]) =>
  fc.array(fc.tuple(fc.constantFrom(...GAPS), fc.constantFrom(...statements)), {
    minLength: 1,
    maxLength: 8,
  });

test.each([
  ['good', STATEMENTS],
  ['good and broken', [...STATEMENTS, ...BROKEN]],
])('%s statements keep their text and lines', async (_, statements) => {
  await fc.assert(
    fc.asyncProperty(parts(statements), async (pieces) => {
      let file = '';
      const expected = pieces.map(([gap, text]) => {
        file += gap;
        const line = file.split('\n').length;
        file += text;
        const endLine = file.split('\n').length;
        file += ';';
        return { text, line, endLine, isBroken: BROKEN.includes(text) };
      });
      const read = await readStatements(file);
      expect(
        read.map(({ text, line, endLine, syntaxError }) => ({
          text,
          line,
          endLine,
          isBroken: syntaxError !== null,
        })),
      ).toEqual(expected);
    }),
    { seed: 18, numRuns: 100 },
  );
});

test('an error inside of a statement has its own line', async () => {
  const [, broken] = await readStatements('SELECT 1;\n\nCREATE TABLE é (\n  a int,\n  b c d\n);');
  expect(broken).toMatchObject({ line: 3, endLine: 6, syntaxError: { line: 5 } });
});
