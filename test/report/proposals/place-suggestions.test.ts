// Suggestions must do exactly what the patch does, and stand only where the forge takes them.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseGitDiff } from '../../../src/change/parse-git-diff.ts';
import { unifiedDiff } from '../../../src/crew/codemods/unified-diff.ts';
import { patchedText } from '../../../src/report/proposals/patched-text.ts';
import { placeSuggestions, type PlacedSuggestion } from '../../../src/report/proposals/place-suggestions.ts';

const letters = (text: string): string => `${text.split('').join('\n')}\n`;
const place = (base: string, head: string, patched: string) =>
  placeSuggestions(
    unifiedDiff('a.js', letters(head), letters(patched)),
    parseGitDiff(unifiedDiff('a.js', letters(base), letters(head))),
  );

/** What the forge does when somebody commits all suggestions at once. */
function commit(head: string, suggestions: readonly PlacedSuggestion[]): string {
  const lines = head.split('\n');
  for (const { startLine, line, text } of suggestions.toSorted((one, other) => other.line - one.line))
    lines.splice(startLine - 1, line - startLine + 1, ...text);
  return lines.join('\n');
}

describe('a patch', () => {
  test('replaces exactly its lines, without the lines around', () => {
    expect(place('abcdefgh', 'abcXefgh', 'abcYZefgh')).toEqual([
      { path: 'a.js', startLine: 4, line: 4, text: ['Y', 'Z'] },
    ]);
  });

  test('takes lines between its changes along where they are in one hunk', () => {
    expect(place('abcdefgh', 'abcXefgh', 'abYXZfgh')).toEqual([
      { path: 'a.js', startLine: 3, line: 5, text: ['Y', 'X', 'Z'] },
    ]);
  });

  test('that only adds repeats the line above, or the one below', () => {
    expect(place('abcdefgh', 'abcXefgh', 'abcXNefgh')).toEqual([
      { path: 'a.js', startLine: 4, line: 4, text: ['X', 'N'] },
    ]);
    expect(place('abcdefgh', 'Xbcdefgh', 'NXbcdefgh')).toEqual([
      { path: 'a.js', startLine: 1, line: 1, text: ['N', 'X'] },
    ]);
  });

  test('that only deletes has no text', () => {
    expect(place('abcdefgh', 'abcXefgh', 'abcefgh')).toEqual([
      { path: 'a.js', startLine: 4, line: 4, text: [] },
    ]);
  });

  test('of two hunks stands on both, or nowhere', () => {
    const middle = 'mnopqrstuvwxyz';
    expect(place(`a${middle}b`, `1${middle}2`, `3${middle}4`)?.map(({ line }) => line)).toEqual([1, 16]);
    expect(place(`a${middle}b`, `1${middle}b`, `3${middle}4`)).toBeNull();
  });

  test('does not stand on lines the diff does not show, or shows otherwise', () => {
    expect(place('abcdefghijkl', 'Xbcdefghijkl', 'XbcdefghijkL')).toBeNull();
    const change = parseGitDiff(unifiedDiff('a.js', letters('abc'), letters('aXc')));
    expect(placeSuggestions(unifiedDiff('a.js', letters('aWc'), letters('aYc')), change)).toBeNull();
    expect(placeSuggestions(unifiedDiff('b.js', letters('aXc'), letters('aYc')), change)).toBeNull();
    expect(placeSuggestions(unifiedDiff('b.js', null, letters('aYc')), change)).toBeNull();
  });

  test('with CRLF, or to an end without a line feed, needs a branch', () => {
    const change = parseGitDiff(unifiedDiff('a.js', 'a\r\n', 'b\r\n'));
    expect(placeSuggestions(unifiedDiff('a.js', 'b\r\n', 'c\r\n'), change)).toBeNull();
    const open = parseGitDiff(unifiedDiff('a.js', 'a', 'b'));
    expect(placeSuggestions(unifiedDiff('a.js', 'b', 'c'), open)).toBeNull();
  });
});

const someLines = fc.array(fc.constantFrom('a', 'b', 'c', '', '```', '  d'), { maxLength: 25 });

test('law: committing all suggestions gives what git would', () => {
  fc.assert(
    fc.property(someLines, someLines, someLines, (base, head, patched) => {
      const [one, two, three] = [base, head, patched].map((lines) =>
        lines.map((line) => `${line}\n`).join(''),
      );
      const patch = unifiedDiff('a.js', two ?? '', three ?? '');
      const placed = placeSuggestions(patch, parseGitDiff(unifiedDiff('a.js', one ?? '', two ?? '')));
      if (placed !== null) expect(commit(two ?? '', placed)).toBe(three);
    }),
  );
});

test('law: a patched file is what the patch was made from, line ends and all', () => {
  const text = fc
    .array(fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n', 'x'), { maxLength: 20 })
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const [file] = parseGitDiff(unifiedDiff('a.js', before, after)).files;
      if (file !== undefined && file.hunks.length > 0) expect(patchedText(before, file)).toBe(after);
    }),
  );
});

test('a file that says something else is not patched', () => {
  const [file] = parseGitDiff(unifiedDiff('a.js', letters('abc'), letters('aXc'))).files;
  if (file === undefined) throw new Error('No file.');
  expect(patchedText(letters('aYc'), file)).toBeNull();
  expect(patchedText(letters('a'), file)).toBeNull();
  expect(patchedText(null, file)).toBeNull();
});
