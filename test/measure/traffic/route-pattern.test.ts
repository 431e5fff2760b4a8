// Route names as frameworks write them, and the paths they take.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRoute } from '../../../src/measure/traffic/route-pattern.ts';

describe('a route name', () => {
  test.for([
    ['/users/:id', '/users/42'],
    ['/users/:id/', '/users/42?full=1'],
    ['/users/{id}', '/users/42/'],
    ['/users/{id:int}', '/users/42'],
    ['/users/{id:[0-9]+}', '/users/42'],
    ['/users/[id]', '/users/42'],
    ['/users/<int:id>', '/users/42'],
    ['/users/$id', '/users/42'],
    ['/users/#val', '/users/42'],
    ['/users/:id(\\d+)', '/users/42'],
    ['/users/:id?', '/users'],
    ['/users/:id?', '/users/42'],
    ['/users/:id/orders', '/users/42/orders'],
    ['/files/:name.json', '/files/a.json'],
    ['/v{version}/users', '/v2/users'],
    ['/range/:from-:to', '/range/a-b-c'],
    ['/docs/[...slug]', '/docs/a/b/c'],
    ['/docs/[[...slug]]', '/docs'],
    ['/docs/*', '/docs/a/b'],
    ['/docs/*path', '/docs/a/b'],
    ['/docs/{*path}', '/docs/a'],
    ['/docs/<path:rest>', '/docs/a/b'],
    ['https://shop.example/users/:id', '/users/42'],
    ['/orders?page=2', '/orders?page=7'],
    ['/caf%C3%A9', '/café'],
    ['/', '/'],
  ])('%s takes %s', ([label, path]) => {
    expect(parseRoute(label ?? '').takes(path ?? '')).toBe(true);
  });

  test.for([
    ['/users/:id', '/users'],
    ['/users/:id', '/users/42/orders'],
    ['/users/17', '/users/42'],
    ['/files/:name.json', '/files/a.xml'],
    ['/files/:name.json', '/files/ajson'],
    ['/docs/*', '/docs'],
    ['/', '/users'],
    ['/a+b', '/aab'],
  ])('%s does not take %s', ([label, path]) => {
    expect(parseRoute(label ?? '').takes(path ?? '')).toBe(false);
  });

  test('is the same in every spelling', () => {
    const spellings = ['/u/:id/o', '/u/{id}/o/', '/u/[key]/o', '/u/<int:n>/o', '/u/:id(\\d+)/o?x=1'];
    expect(new Set(spellings.map((label) => parseRoute(label).canonical))).toEqual(new Set(['/u/{}/o']));
  });

  test('takes itself where it has no parameter, and any path with a parameter for each segment', () => {
    const segment = fc.stringMatching(/^[a-z0-9_-]{1,8}$/);
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 5 }), fc.integer({ min: 0, max: 4 }), (segments, at) => {
        const path = `/${segments.join('/')}`;
        const open = `/${segments.map((text, index) => (index === at ? ':p' : text)).join('/')}`;
        expect(parseRoute(path).takes(path)).toBe(true);
        expect(parseRoute(open).takes(path)).toBe(true);
        expect(parseRoute(`${path}/more`).takes(path)).toBe(false);
      }),
    );
  });

  test('never hangs or throws, whatever a stranger put into a label', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (label, path) => void parseRoute(label).takes(path)));
    expect(parseRoute(`/${'*/'.repeat(60)}x`).takes(`/${'a/'.repeat(300)}y`)).toBe(false);
  });
});
