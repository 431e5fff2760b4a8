import { expect, test } from 'vitest';
import { diffFromForge } from '../../src/change/diff-from-forge.ts';

const file = { filename: 'a.ts', status: 'modified', additions: 0, deletions: 0 };

test('more files than GitHub lists are said in `truncated`', () => {
  const files = Array.from({ length: 3000 }, (_, index) => ({ ...file, filename: `src/${index}.ts` }));
  expect(diffFromForge({ files, truncated: true }).truncated).toMatchInlineSnapshot(
    `"GitHub lists at most 3,000 changed files, and this change has more: 3000 are known here"`,
  );
  expect(diffFromForge({ files, truncated: false }).truncated).toBeNull();
});

test('a patch that is left out keeps its counts and says why its hunks are missing', () => {
  const large = { ...file, additions: 9000, deletions: 12 };
  expect(diffFromForge({ files: [large], truncated: false }).files).toMatchObject([
    {
      content: 'text',
      additions: 9000,
      deletions: 12,
      hunks: [],
      omitted: 'GitHub leaves out the patch of a file whose change is this large',
    },
  ]);
});

test('a patch that is cut short does not pass for a whole one', () => {
  const cut = { ...file, additions: 3, patch: '@@ -1 +1,4 @@\n a\n+b\n+c' };
  expect(diffFromForge({ files: [cut], truncated: false }).files).toMatchObject([
    { additions: 3, hunks: [], omitted: 'GitHub cut the patch after 2 of 3 added and 0 of 0 deleted lines' },
  ]);
});

test.each([
  ['a.png', undefined, 'binary'],
  ['bin/tool', undefined, 'binary'],
  ['bin/tool', 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391', 'text'],
  ['src/__init__.py', undefined, 'text'],
  ['.gitkeep', undefined, 'text'],
  ['notes.md', undefined, 'text'],
])('%s without a patch (blob %s) is %s', (filename, sha, content) => {
  const files = [{ ...file, filename, status: 'added', sha }];
  expect(diffFromForge({ files, truncated: false }).files[0]?.content).toBe(content);
});
