// The four causes of the shop's slow branch, and where each may be named.
import type { PlantedCause } from './cases.ts';

type ShopCause = Pick<PlantedCause, 'name' | 'kind' | 'what' | 'guilty'>;

export const SHOP_CAUSES: readonly ShopCause[] = [
  {
    name: 'shop-n-plus-one',
    kind: 'N+1 to Postgres',
    what: 'the items of each order are asked for by themselves',
    guilty: [{ path: 'lib/orders.js', holding: 'await database.query(ITEMS, [order.id])' }],
  },
  {
    name: 'shop-index-lost',
    kind: 'dropped index',
    what: 'a migration drops the index a query needs',
    guilty: [{ path: 'db/migrations/003_order_status_index.sql', holding: 'DROP INDEX' }],
  },
  {
    name: 'shop-parse-per-pair',
    kind: 'repeated parse, lost memo',
    what: 'the words of both products are read again for each pair',
    guilty: [
      { path: 'lib/similarity.js', holding: 'const tokens = tokensOf(one)' },
      { path: 'lib/similarity.js', holding: 'JSON.parse(product.attributes)' },
      { path: 'lib/recommendations.js', holding: 'const products = prepare(rows)' },
    ],
  },
  {
    name: 'shop-blocking-script',
    kind: 'blocking script in a page',
    what: 'the page builds a search index before it paints',
    guilty: [{ path: 'public/index.html', holding: 'place-search.js' }],
  },
];
