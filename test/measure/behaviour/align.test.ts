// Alignment and unified diffs: the patch of two texts turns one into the other.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { align } from '../../../src/measure/behaviour/align.ts';
import { unifiedDiff } from '../../../src/measure/behaviour/unified-diff.ts';

const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 });

/** Length of the longest common subsequence, by the textbook. */
function common(one: readonly string[], other: readonly string[]): number {
  let row = Array.from({ length: other.length + 1 }, () => 0);
  for (const line of one) {
    const next = [0];
    for (const [index, candidate] of other.entries()) {
      next.push(line === candidate ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

describe('aligning', () => {
  test('replacing the hunks of base gives head, and no line is replaced needlessly', () => {
    fc.assert(
      fc.property(lines, lines, (base, head) => {
        const hunks = align(base, head);
        const rebuilt = hunks
          .toReversed()
          .reduce(
            (text, { baseStart, baseEnd, headStart, headEnd }) =>
              text.toSpliced(baseStart, baseEnd - baseStart, ...head.slice(headStart, headEnd)),
            [...base],
          );
        expect(rebuilt).toEqual(head);
        const removed = hunks.reduce((sum, { baseStart, baseEnd }) => sum + baseEnd - baseStart, 0);
        expect(base.length - removed).toBe(common(base, head));
      }),
      { numRuns: 300 },
    );
  });

  test('texts with nothing in common are one hunk, and quickly', () => {
    const base = Array.from({ length: 30_000 }, (_, index) => `base ${index}`);
    const head = Array.from({ length: 30_000 }, (_, index) => `head ${index}`);
    expect(align(base, head)).toEqual([{ baseStart: 0, baseEnd: 30_000, headStart: 0, headEnd: 30_000 }]);
  });
});

describe('a unified diff', () => {
  test('has three lines around, joins what is near, and counts what it leaves out', () => {
    const base = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
    const head = base.with(4, 'five').toSpliced(6, 1).toSpliced(18, 0, 'new');
    expect(unifiedDiff(base, head, 100)).toMatchInlineSnapshot(`
      "@@ -2,9 +2,8 @@
       line 2
       line 3
       line 4
      -line 5
      +five
       line 6
      -line 7
       line 8
       line 9
       line 10
      @@ -17,4 +16,5 @@
       line 17
       line 18
       line 19
      +new
       line 20"
    `);
    expect(unifiedDiff(base, head, 2)).toBe('@@ -2,9 +2,8 @@\n line 2\n… 15 more lines');
    expect(unifiedDiff(base, base, 100)).toBe('');
  });
});
