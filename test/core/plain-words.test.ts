// Nothing in a commit's message closes an issue or calls anybody, whichever way it is written.
import { expect, test } from 'vitest';
import { plainWords } from '../../src/core/text/plain-words.ts';

test.each([
  ['fixes #12', 'fixes  12'],
  ['fixes alice/shop#12', 'fixes alice/shop 12'],
  ['Fixes GH-12, closes gh-3', 'Fixes GH 12, closes gh 3'],
  ['closes https://github.com/alice/shop/issues/12', 'closes https github.com/alice/shop/issues/12'],
  ['for @all', 'for  all'],
  ['high-5 and GH-words', 'high-5 and GH-words'],
])('%s', (text, plain) => {
  expect(plainWords(text, 100)).toBe(plain);
});
