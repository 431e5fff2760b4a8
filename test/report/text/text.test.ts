import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { cleanBlock, cleanLine } from '../../../src/core/text/clean-text.ts';
import { countBytes } from '../../../src/report/text/count-bytes.ts';
import { cutLines, cutText, wholeStart } from '../../../src/core/text/cut-text.ts';
import { commitUrl, locationUrl } from '../../../src/report/text/location-url.ts';
import { anyText } from '../hostile.ts';
import { BASE_SHA, HEAD_SHA, quietReport } from '../build-report.ts';

describe('cleaning', () => {
  test.each([
    ['colours of a terminal', '\u001b[31mred\u001b[0m', 'red'],
    ['a terminal title', '\u001b]0;owned\u0007rest', 'rest'],
    ['text turned around', 'safe\u202Egnp.exe\u2069', 'safegnp.exe'],
    ['zero width', 'a\u200Bb\u2060c\uFEFF', 'abc'],
    ['null and bell', 'a\u0000b\u0007c\u009bd', 'abcd'],
    ['tag characters', 'a\u{E0041}b', 'ab'],
    ['a broken surrogate', 'a\ud800b', 'a\ufffdb'],
    ['line ends', 'a\r\nb\u2028c\rd', 'a b c d'],
    ['joined emoji', '👩\u200D🚒', '👩\u200D🚒'],
  ])('%s', (_, text, clean) => {
    expect(cleanLine(text)).toBe(clean);
  });

  test('a block keeps its lines and indentation', () => {
    expect(cleanBlock('Limit\r\n  -> \u0000Seq Scan\n[tag]')).toBe('Limit\n  -> Seq Scan\n[tag]');
  });
});

describe('cutting', () => {
  test('never splits a character and always says that it cut', () => {
    fc.assert(
      fc.property(
        anyText.map((text) => text.toWellFormed()),
        fc.integer({ min: 1, max: 40 }),
        (text, limit) => {
          const cut = cutText(text, limit);
          expect(cut.length).toBeLessThanOrEqual(limit);
          expect(cut.isWellFormed()).toBe(true);
          if (text.length > limit) expect(cut.endsWith('…')).toBe(true);
        },
      ),
    );
    expect(wholeStart('ab👍', 3)).toBe('ab');
  });

  test('lines that are missing are counted', () => {
    expect(cutLines('a\nb\nc\nd', { lines: 2, characters: 100 })).toBe('a\nb\n… 2 more lines');
    expect(cutLines('a\nb', { lines: 2, characters: 100 })).toBe('a\nb');
  });

  test('bytes are those of UTF-8', () => {
    expect(countBytes('aé€👍')).toBe(1 + 2 + 3 + 4);
  });
});

describe('addresses', () => {
  const { pullRequest } = quietReport();

  test('a line at the commit of its side', () => {
    const place = { path: 'src/a b (1)#.ts', line: 3, endLine: 5 } as const;
    expect(locationUrl({ ...place, side: 'head' }, pullRequest)).toBe(
      `https://github.com/acme/shop/blob/${HEAD_SHA}/src/a%20b%20%281%29%23.ts#L3-L5`,
    );
    expect(locationUrl({ path: 'a.ts', line: 1, side: 'base' }, pullRequest)).toBe(
      `https://github.com/acme/shop/blob/${BASE_SHA}/a.ts#L1`,
    );
  });

  test.each([null, 'no-slash', 'a/b/c', 'evil.example/..\u002f..@x', 'a b/c', '"><script>/x'])(
    'no address in the repository %j',
    (repository) => {
      expect(locationUrl({ path: 'a.ts', line: 1, side: 'head' }, { ...pullRequest, repository })).toBeNull();
      expect(commitUrl(HEAD_SHA, repository)).toBeNull();
    },
  );
});
