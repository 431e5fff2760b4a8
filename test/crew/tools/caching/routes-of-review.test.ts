// Times and rates of the routes as the documents of a review hold them.
import { expect, test } from 'vitest';
import { configSchema } from '../../../../src/config/config.ts';
import { routesOfReview } from '../../../../src/crew/tools/caching/routes-of-review.ts';

test('a route nobody measured has no time and no rate', () => {
  const { targets } = configSchema.parse({ version: 1, targets: { routes: [{ path: '/api/orders' }] } });
  expect(routesOfReview(targets.routes, [], null)).toEqual([
    { method: 'GET', path: '/api/orders', requestsPerSecond: null, durationMs: null },
  ]);
});
