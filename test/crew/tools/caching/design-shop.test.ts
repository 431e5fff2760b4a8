// The design for the shop's real files: recommendations first, orders with a reason, health and one customer's orders never.
import { expect, test } from 'vitest';
import { cacheDesignSchema } from '../../../../src/crew/tools/caching/cache-design.ts';
import { designCache } from '../../../../src/crew/tools/caching/design-cache.ts';
import { cacheConfiguration } from '../../../../src/crew/tools/caching/render/cache-configuration.ts';
import { invalidationRules } from '../../../../src/crew/tools/caching/render/invalidation-rules.ts';
import { renderCacheArchitecture } from '../../../../src/crew/tools/caching/render/render-architecture.ts';
import { shopFiles } from './shop.ts';

/** As measured: median latency of the slow branch. */
const SLOW_ROUTES = [
  { method: 'GET', path: '/api/orders', requestsPerSecond: null, durationMs: 32.4 },
  { method: 'GET', path: '/api/recommendations', requestsPerSecond: null, durationMs: 103 },
];
const REPEATED = `SELECT item.order_id, product.name, item.quantity, item.price_cents
  FROM order_items AS item
  JOIN products AS product ON product.id = item.product_id
  WHERE item.order_id = $1
  ORDER BY item.id`;

test.each(['good', 'slow'] as const)('%s: recommendations are what to cache', async (branch) => {
  const design = await designCache({ application: 'shop', files: shopFiles(branch), routes: SLOW_ROUTES });
  expect(design.routes.map(({ route, decision, audience }) => [route, decision, audience])).toEqual([
    ['GET /health', 'never', 'public'],
    ['GET /api/orders', 'consider', 'public'],
    ['GET /api/customers/:id/orders', 'never', 'personal'],
    ['GET /api/recommendations', 'cache', 'public'],
  ]);
  const [first] = design.entries;
  expect(first).toMatchObject({
    route: 'GET /api/recommendations',
    key: { template: 'shop:v1:recommendations:{limit}' },
    tables: ['order_items', 'orders', 'products'],
    ttlMs: 30_000,
    stampede: { singleFlight: true, earlyExpiry: { computeMs: 103 } },
  });
  expect(first?.layers.map(({ layer }) => layer)).toEqual(['http', 'in-process']);
  expect(design.entries[1]?.layers.map(({ layer }) => layer)).not.toContain('http');
});

test('orders say why somebody has to think about them, one customer’s why never', async () => {
  const design = await designCache({ application: 'shop', files: shopFiles('good') });
  const reasons = (route: string) =>
    design.routes
      .find((each) => each.route === route)
      ?.reasons.map(({ kind, location }) => `${kind} ${location?.path ?? ''}:${location?.line ?? ''}`);
  expect(reasons('GET /api/orders')).toEqual(
    expect.arrayContaining(['rows-of-persons lib/orders.js:7', 'paged lib/orders.js:7']),
  );
  expect(reasons('GET /api/customers/:id/orders')).toContain('personal db/queries/customer-orders.sql:1');
});

test('the memo that lives as long as the process is named', async () => {
  const { existing } = await designCache({ application: 'shop', files: shopFiles('good') });
  expect(existing.find(({ kind }) => kind === 'in-process')).toMatchObject({
    location: { path: 'lib/recommendations.js', line: 13 },
    routes: ['GET /api/recommendations'],
    problem: expect.stringContaining('Nothing drops it'),
  });
});

test('captured statements and production rates are counted in', async () => {
  const design = await designCache({
    application: 'shop',
    files: shopFiles('slow'),
    routes: SLOW_ROUTES.map((route) => ({ ...route, requestsPerSecond: 20 })),
    statements: [{ route: 'GET /api/orders', sql: REPEATED, perRequest: 50, location: null }],
    writesPerSecond: { orders: 0.5 },
  });
  expect(design.statements.find(({ perRequest }) => perRequest === 50)).toMatchObject({
    runsPerSecond: 1000,
    routes: ['GET /api/orders'],
    location: { path: 'lib/orders.js' },
  });
  expect(design.tables.find(({ table }) => table === 'orders')).toMatchObject({
    readsPerSecond: 40,
    readsPerWrite: 80,
  });
  const [first] = design.entries;
  expect(first?.savesMsPerSecond?.low).toBeGreaterThan(1000);
  expect(design.routes.map(({ share }) => share)).toEqual([null, 0.5, null, 0.5]);
});

test('captured traffic is replayed', async () => {
  const requests = Array.from({ length: 400 }, (_, index) => ({
    method: 'GET',
    path: `/api/recommendations?limit=${index % 4 === 0 ? 24 : 12}&utm=${index}`,
    atMs: index * 500,
  }));
  const design = await designCache({ application: 'shop', files: shopFiles('good'), requests });
  const [entry] = design.entries;
  // What the handler does not read is no part of the key: two keys, each made anew every 30 s of 200 s.
  expect(entry?.hitRate).toMatchObject({
    basis: 'replayed',
    bySize: [{ entries: 1 }, { entries: 2, lru: 0.995 }],
  });
  expect(entry?.hitRate.low).toBeCloseTo(1 - 14 / 400, 2);
});

test('the design is plain data, the same each time, and its documents can be read', async () => {
  const input = { application: 'shop', files: shopFiles('slow'), routes: SLOW_ROUTES };
  const design = await designCache(input);
  expect(cacheDesignSchema.parse(structuredClone(design))).toEqual(design);
  expect(await designCache(input)).toEqual(design);
  expect(renderCacheArchitecture(design)).toMatchInlineSnapshot(`
    "# Cache design of shop

    Cache \`GET /api/recommendations\`.

    ## What to cache

    | route | key | kept | hits | saves a request |
    |---|---|--:|--:|--:|
    | \`GET /api/recommendations\` | \`shop:v1:recommendations:{limit}\` | 30 s | 16 to 100 % | 16.9 to 102.7 ms |

    ### \`GET /api/recommendations\`

    - Why: nothing of the request but its parameters is read: everybody gets the same; it takes 103.0 ms; at most some 20 different answers; no statement here writes order\\_items, orders, products while it runs: whoever does is not seen, and only time ends an entry
    - http: \`cache-control: public, max-age=30, stale-while-revalidate=30\`. Everybody gets the same. What browsers keep cannot be dropped, so it lives no longer than tolerated.
    - in-process: \`LRU of 20 entries\`. Few keys: a memo in each process costs nothing to ask.
    - Time: Some of its tables are written where it is not seen, so the answer is as old as tolerated at most: 30 s.
    - Many misses at once: A miss takes 103 ms: misses at the same time share one computation, and one request makes the entry anew before it ends. (XFetch, β = 1)
    - When \`order_items\` is written, drop \`shop:v1:recommendations:*\`: insert \`db/seed.sql:43\`. Written by deployments alone as far as the code shows: drop then; other programs' writes show after 30 s.
    - When \`orders\` is written, drop \`shop:v1:recommendations:*\`: insert \`db/seed.sql:32\`. Written by deployments alone as far as the code shows: drop then; other programs' writes show after 30 s.
    - When \`products\` is written, drop \`shop:v1:recommendations:*\`: insert \`db/seed.sql:13\`. Written by deployments alone as far as the code shows: drop then; other programs' writes show after 30 s.
    - Hits modelled: Requests independent, at Poisson times; a key is hit with λT/(1+λT) (Jung et al. 2003), at most what an LRU of that size keeps (Che et al. 2002); Traffic unknown: 0.1 to 10 requests per second assumed; 1 to 20 keys assumed, popular by Zipf's law with exponent 0.6 to 1

    ## What to think about

    | route | key | kept | hits | saves a request |
    |---|---|--:|--:|--:|
    | \`GET /api/orders\` | \`shop:v1:orders:{page}\` | 30 s | 3 to 100 % | 1.0 to 32.3 ms |

    ### \`GET /api/orders\`

    - Why: its rows name persons (customer\\_id): keep it where a check can still stand before it, never in a CDN (\`lib/orders.js:7\`); it is paged by OFFSET: one new row changes every page (\`lib/orders.js:7\`); nothing of the request but its parameters is read: everybody gets the same; it takes 32.4 ms; at most some 200 different answers; no statement here writes order\\_items, orders, products while it runs: whoever does is not seen, and only time ends an entry
    - in-process: \`LRU of 200 entries\`. Few keys: a memo in each process costs nothing to ask.
    - Time: Some of its tables are written where it is not seen, so the answer is as old as tolerated at most: 30 s.
    - Many misses at once: A miss takes 32 ms: misses at the same time share one computation, and one request makes the entry anew before it ends. (XFetch, β = 1)
    - When \`order_items\` is written, drop \`shop:v1:orders:*\`: insert \`db/seed.sql:43\`. Written by deployments alone as far as the code shows: drop then; other programs' writes show after 30 s.
    - When \`orders\` is written, drop \`shop:v1:orders:*\`: insert \`db/seed.sql:32\`. Written by deployments alone as far as the code shows: drop then; other programs' writes show after 30 s.
    - When \`products\` is written, drop \`shop:v1:orders:*\`: insert \`db/seed.sql:13\`. Written by deployments alone as far as the code shows: drop then; other programs' writes show after 30 s.
    - Hits modelled: Requests independent, at Poisson times; a key is hit with λT/(1+λT) (Jung et al. 2003), at most what an LRU of that size keeps (Che et al. 2002); Traffic unknown: 0.1 to 10 requests per second assumed; 1 to 200 keys assumed, popular by Zipf's law with exponent 0.6 to 1

    ## What must not be cached

    - \`GET /health\`: it tells how things are now; an old answer is a wrong one; it reads no table and is not known to take long: there is nothing to save
    - \`GET /api/customers/:id/orders\`: its rows are chosen by customer\\_id: they are one person's (\`db/queries/customer-orders.sql:1\`); its path speaks of one person

    ## Caches that are there

    - \`cache-control: no-cache\` (\`lib/static-files.js:27\`)
    "
  `);
  expect(cacheConfiguration(design)).toMatchInlineSnapshot(`
    {
      "application": "shop",
      "entries": [
        {
          "early_expiry": {
            "beta": 1,
            "compute_ms": 103,
          },
          "enabled": true,
          "key": "shop:v1:recommendations:{limit}",
          "layers": [
            {
              "layer": "http",
              "setting": "cache-control: public, max-age=30, stale-while-revalidate=30",
            },
            {
              "layer": "in-process",
              "setting": "LRU of 20 entries",
            },
          ],
          "max_entries": 20,
          "negative_ttl_ms": null,
          "route": "GET /api/recommendations",
          "single_flight": true,
          "ttl_ms": 30000,
        },
        {
          "early_expiry": {
            "beta": 1,
            "compute_ms": 32.4,
          },
          "enabled": false,
          "key": "shop:v1:orders:{page}",
          "layers": [
            {
              "layer": "in-process",
              "setting": "LRU of 200 entries",
            },
          ],
          "max_entries": 200,
          "negative_ttl_ms": null,
          "route": "GET /api/orders",
          "single_flight": true,
          "ttl_ms": 30000,
        },
      ],
      "never": [
        "GET /health",
        "GET /api/customers/:id/orders",
      ],
      "version": 1,
    }
  `);
  expect(
    invalidationRules(design).tables.map(({ table, drop }) => [table, drop.map(({ keys }) => keys)]),
  ).toEqual(
    ['order_items', 'orders', 'products'].map((table) => [
      table,
      ['shop:v1:recommendations:*', 'shop:v1:orders:*'],
    ]),
  );
});
