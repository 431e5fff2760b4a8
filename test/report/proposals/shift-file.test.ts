// Patches that change lines apart from each other make the same text in whatever order they are put in.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseGitDiff } from '../../../src/change/parse-git-diff.ts';
import { unifiedDiff } from '../../../src/crew/codemods/unified-diff.ts';
import { patchedText } from '../../../src/report/proposals/patched-text.ts';
import { editsOf, shiftFile, type Edit } from '../../../src/report/proposals/shift-file.ts';

const LINES = Array.from({ length: 60 }, (_, index) => `line ${index}`);
const HEAD = `${LINES.join('\n')}\n`;

/** Each block of ten lines is one patch's own: its middle is replaced by so many lines. */
const changed = (blocks: ReadonlyMap<number, number>): string =>
  `${LINES.flatMap((line, index) => {
    const lines = blocks.get(Math.floor(index / 10));
    if (lines === undefined || index % 10 !== 5) return [line];
    return Array.from({ length: lines }, (_, at) => `new ${index} ${at}`);
  }).join('\n')}\n`;

test('in any order', () => {
  fc.assert(
    fc.property(
      fc
        .array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 9 })), { minLength: 1 })
        .map((entries) => [...new Map(entries)]),
      (blocks) => {
        let text: string | null = HEAD;
        let edits: readonly Edit[] = [];
        for (const block of blocks) {
          const [file] = parseGitDiff(unifiedDiff('a.js', HEAD, changed(new Map([block])))).files;
          if (file === undefined || text === null) throw new Error('No patch.');
          text = patchedText(text, shiftFile(file, edits));
          edits = [...edits, ...editsOf(file)];
        }
        expect(text).toBe(changed(new Map(blocks)));
      },
    ),
    { seed: 5, numRuns: 200 },
  );
});

test('lines that another patch changed are not changed again', () => {
  const [file] = parseGitDiff(unifiedDiff('a.js', HEAD, changed(new Map([[2, 3]])))).files;
  if (file === undefined) throw new Error('No patch.');
  expect(patchedText(changed(new Map([[2, 1]])), shiftFile(file, editsOf(file)))).toBeNull();
});
