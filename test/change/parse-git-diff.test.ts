import { describe, expect, test } from 'vitest';
import { diffSchema } from '../../src/change/diff.ts';
import { parseGitDiff } from '../../src/change/parse-git-diff.ts';
import { unquotePath } from '../../src/change/unquote-path.ts';

const of = (text: string) => parseGitDiff(text).files;

describe('parseGitDiff', () => {
  test('an empty diff has no files', () => {
    expect(diffSchema.parse(parseGitDiff(''))).toEqual({
      document: 'diff',
      version: 1,
      files: [],
      truncated: null,
    });
  });

  test('content that looks like headers stays content', () => {
    const text = [
      'diff --git a/notes.patch b/notes.patch',
      'index 1111111111111111111111111111111111111111..2222222222222222222222222222222222222222 100644',
      '--- a/notes.patch',
      '+++ b/notes.patch',
      '@@ -1,3 +1,4 @@ function outer() {',
      '--- a/inner.ts',
      '+++ b/inner.ts',
      '+@@ -9 +9 @@',
      ' diff --git a/x b/x',
      ' rename from z',
      'diff --git a/next.ts b/next.ts',
      'new file mode 100644',
      'index 0000000000000000000000000000000000000000..e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
      '',
    ].join('\n');
    const [patch, next] = of(text);
    expect(patch).toMatchObject({ path: 'notes.patch', status: 'modified', additions: 2, deletions: 1 });
    expect(patch?.hunks[0]).toMatchInlineSnapshot(`
      {
        "baseCount": 3,
        "baseStart": 1,
        "headCount": 4,
        "headStart": 1,
        "lines": [
          "--- a/inner.ts",
          "+++ b/inner.ts",
          "+@@ -9 +9 @@",
          " diff --git a/x b/x",
          " rename from z",
        ],
        "section": "function outer() {",
      }
    `);
    expect(next).toMatchObject({ path: 'next.ts', status: 'added', content: 'text', hunks: [] });
  });

  test.each([
    ['plain.ts', 'plain.ts'],
    ['"tab\\there"', 'tab\there'],
    ['"quote\\"back\\\\slash"', 'quote"back\\slash'],
    ['"gr\\303\\274n.ts"', 'grün.ts'],
    ['"\\360\\237\\220\\242.md"', '🐢.md'],
    ['"grün\\t.ts"', 'grün\t.ts'],
    ['"line\\nfeed"', 'line\nfeed'],
  ])('%s is the path %j', (quoted, path) => {
    expect(unquotePath(quoted)).toBe(path);
  });

  test.each([
    ['diff --git a/with b/blank b/with b/blank', 'with b/blank'],
    ['diff --git "a/gr\\303\\274n \\t.ts" "b/gr\\303\\274n \\t.ts"', 'grün \t.ts'],
    ['diff --git a/a b/a', 'a'],
  ])('the title %s names %j where no other line does', (title, path) => {
    expect(of(`${title}\nold mode 100644\nnew mode 100755\n`)).toMatchObject([
      { path, status: 'modified', content: 'text', additions: 0 },
    ]);
  });

  test('a mark of a missing line feed counts for the side above it', () => {
    const hunk = (lines: readonly string[]) =>
      of(['diff --git a/a b/a', '--- a/a', '+++ b/a', '@@ -1 +1 @@', ...lines, ''].join('\n'))[0];
    const mark = '\\ No newline at end of file';
    expect(hunk(['-a', mark, '+b'])?.noNewlineAtEnd).toBe(false);
    expect(hunk(['-a', '+b', mark])?.noNewlineAtEnd).toBe(true);
    expect(hunk(['-a', mark, '+b', mark])?.noNewlineAtEnd).toBe(true);
  });
});
