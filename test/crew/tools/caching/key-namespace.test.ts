// Laws of cache keys: what differs gets another key.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cacheKey, nameKeys } from '../../../../src/crew/tools/caching/key-namespace.ts';

const SEGMENT = fc.oneof(
  fc.constantFrom('api', 'orders', 'a.b', ':id', ':name', '*', '~root', 'a:b', '%', 'é'),
  fc.string({ minLength: 1, maxLength: 3, unit: 'binary' }).filter((text) => !text.includes('/')),
);
const PATH = fc.array(SEGMENT, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`);
const VALUE = fc.option(fc.string({ unit: 'binary' }), { nil: undefined });

/** Parameters' names are not part of a question, nor are empty segments. */
const canonical = (path: string): string =>
  path
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => (/^(?::|\{|\[|<|\*|\$)/.test(segment) ? ':' : segment))
    .join('/');

test('two routes never share a key, whatever is asked of them', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(PATH, { minLength: 2, maxLength: 6, selector: canonical }),
      VALUE,
      VALUE,
      (paths, one, other) => {
        const keys = paths.flatMap((path) => {
          const name = nameKeys('shop', { path, parameters: ['q'] }, paths);
          return [...new Set([cacheKey(name, { q: one }), cacheKey(name, { q: other })])];
        });
        expect(new Set(keys).size).toBe(keys.length);
      },
    ),
    { seed: 7 },
  );
});

test('two questions of one route share a key only where all values are the same', () => {
  const namespace = nameKeys('shop', { path: '/search', parameters: ['q', 'sort', 'page'] }, ['/search']);
  const values = fc.record({ q: VALUE, sort: VALUE, page: VALUE });
  fc.assert(
    fc.property(values, values, (one, other) => {
      const isSame = one.q === other.q && one.sort === other.sort && one.page === other.page;
      expect(cacheKey(namespace, one) === cacheKey(namespace, other)).toBe(isSame);
    }),
    { seed: 7 },
  );
});

test('what one entry is dropped by drops no other', () => {
  fc.assert(
    fc.property(fc.uniqueArray(PATH, { minLength: 2, maxLength: 6, selector: canonical }), (paths) => {
      const names = paths.map((path) => nameKeys('shop', { path, parameters: ['q'] }, paths));
      for (const one of names)
        for (const other of names)
          if (one !== other) expect(cacheKey(other, { q: 'x' }).startsWith(one.prefix)).toBe(false);
    }),
    { seed: 7 },
  );
});
