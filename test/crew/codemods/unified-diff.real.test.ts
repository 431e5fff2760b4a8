// Real git takes every patch and makes the very bytes of it.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { unifiedDiff } from '../../../src/crew/codemods/unified-diff.ts';

const folder = mkdtempSync(join(tmpdir(), 'perfcrew-diff-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
execFileSync('git', ['init', '-q'], { cwd: folder, env });

/** Null is a file that is not there. */
function applied(path: string, before: string | null, after: string | null): string | null {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  if (before !== null) writeFileSync(file, before);
  execFileSync('git', ['apply', '--whitespace=nowarn', '-'], {
    cwd: folder,
    env,
    input: unifiedDiff(path, before, after),
  });
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

const line = fc.constantFrom(
  '',
  'a',
  'b',
  'c',
  '}',
  '  return;',
  'é',
  '-- x',
  '+++ b',
  '\t',
  '\\ No newline at end of file',
);
const text = fc
  .tuple(fc.array(fc.tuple(line, fc.constantFrom('\n', '\n', '\n', '\r\n')), { maxLength: 30 }), line)
  .map(([lines, last]) => lines.map((parts) => parts.join('')).join('') + last);

test('any text becomes any other, byte by byte', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== after);
      expect(applied('a.txt', before, after)).toBe(after);
    }),
    { numRuns: 150, seed: 5 },
  );
});

test.each(['src/with space.js', 'src/"quoted".js', 'src/ünïcode.js', 'src/tab\there.js'])(
  '%s is found by its name',
  (path) => {
    expect(applied(path, 'a\nb\n', 'a\nc\n')).toBe('a\nc\n');
  },
);

test('a file appears, is emptied and goes', () => {
  expect(applied('new/one.sql', null, 'select 1;\n')).toBe('select 1;\n');
  expect(applied('new/open.sql', null, 'select 1;')).toBe('select 1;');
  expect(applied('new/one.sql', 'select 1;\n', '')).toBe('');
  expect(applied('new/one.sql', 'select 1;\n', null)).toBeNull();
  expect(applied('new/empty.sql', null, '')).toBe('');
});

test('a change far into a long file has three lines around it', () => {
  const lines = Array.from({ length: 3000 }, (_, index) => `line ${index}\n`);
  expect(unifiedDiff('long.txt', lines.join(''), lines.with(1500, 'other\n').join('')))
    .toMatchInlineSnapshot(`
    "diff --git a/long.txt b/long.txt
    --- a/long.txt
    +++ b/long.txt
    @@ -1498,7 +1498,7 @@
     line 1497
     line 1498
     line 1499
    -line 1500
    +other
     line 1501
     line 1502
     line 1503
    "
  `);
});
