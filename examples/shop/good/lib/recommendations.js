// Products like those bought last, by the words and attributes they share.
import { statement } from './database.js';
import { similarity, tokensOf } from './similarity.js';

const RECENTLY_BOUGHT = statement('recently-bought');
const CATALOGUE = 'SELECT id, name, description, attributes::text AS attributes, price_cents FROM products ORDER BY id';

export function createRecommendations(database) {
  let catalogue = null;

  return {
    async top(limit) {
      catalogue ??= database.query(CATALOGUE).then(prepare);
      const [products, bought] = await Promise.all([catalogue, database.query(RECENTLY_BOUGHT)]);
      const ids = new Set(bought.map((row) => row.product_id));
      return { products: recommend(products, ids, limit) };
    },
  };
}

/** Products with their tokens, computed once for the life of the process. */
export function prepare(rows) {
  return rows.map((product) => ({ ...product, tokens: tokensOf(product) }));
}

/** The products most similar to the bought ones, themselves left out. */
export function recommend(products, boughtIds, limit) {
  const bought = products.filter((product) => boughtIds.has(product.id));
  return products
    .filter((product) => !boughtIds.has(product.id))
    .map((product) => ({ product, score: Math.max(0, ...bought.map((other) => similarity(product, other))) }))
    .sort((one, other) => other.score - one.score || one.product.id - other.product.id)
    .slice(0, limit)
    .map(({ product, score }) => ({
      id: product.id,
      name: product.name,
      price_cents: product.price_cents,
      score: Number(score.toFixed(3)),
    }));
}
