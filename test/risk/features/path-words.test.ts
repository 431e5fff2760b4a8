import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathWords, termFinder } from '../../../src/risk/features/path-words.ts';

test.each([
  ['src/author.ts', 'auth', false],
  ['src/authority/a.ts', 'auth', false],
  ['src/auth/a.ts', 'auth', true],
  ['src/userAuth.ts', 'auth', true],
  ['src/AuthService.ts', 'auth', true],
  ['src/AUTH_KEYS.ts', 'auth', true],
  ['src/JWTAuthGuard.ts', 'auth', true],
  ['src/auth0.ts', 'auth', true],
  ['src/auth.controller.ts', 'auth', true],
  ['src/my-auth-thing.ts', 'auth', true],
  ['src/payments/a.ts', 'payment', true],
  ['src/invoices.ts', 'invoice', true],
  ['db/migrations/1.sql', 'migration', true],
  ['src/securities.ts', 'security', true],
  ['src/immigration.ts', 'migration', false],
  ['src/refinance.ts', 'finance', false],
  ['deploy/k8s/a.yml', 'k8s', true],
  ['src/gift/cards.ts', 'gift card', true],
  ['src/gift/box/cards.ts', 'gift card', false],
  ['src/überweisung.ts', 'überweisung', true],
])('%s names %s: %s', (path, term, expected) => {
  expect(termFinder([term])(pathWords(path))).toBe(expected);
});

test('a term of no letters finds nothing', () => {
  expect(termFinder(['--', ''])(pathWords('src/a.ts'))).toBe(false);
});

test('words never hold punctuation or capitals, and lose no letter', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (path) => {
      const words = pathWords(path);
      expect(words.every((word) => /^[a-z]+$|^[0-9]+$/.test(word))).toBe(true);
      expect(words.join('')).toBe(path.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
    }),
    { seed: 2 },
  );
});
