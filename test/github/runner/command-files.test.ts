// What steps write to their files, in the two forms there are.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePairs } from './command-files.ts';

test('lines and blocks', () => {
  expect(parsePairs('a=1\nb<<END\ntwo\nlines=x\nEND\nc=d<<e\n')).toEqual({
    a: '1',
    b: 'two\nlines=x',
    c: 'd<<e',
  });
  expect(() => parsePairs('b<<END\nnever closed\n')).toThrow("Matching delimiter not found 'END'");
  expect(() => parsePairs('nonsense\n')).toThrow("Invalid format 'nonsense'");
});

test('any value comes back from a block', () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.includes('\r')),
      (value) => {
        expect(parsePairs(`name<<ghadelimiter_1\n${value}\nghadelimiter_1\n`)).toEqual({ name: value });
      },
    ),
  );
});
