// How alike two products are: shared words and attributes over all of them (Jaccard).

const STOP_WORDS = new Set(['a', 'and', 'for', 'in', 'of', 'the', 'to', 'with']);

export function tokensOf(product) {
  const attributes = JSON.parse(product.attributes);
  const words = `${product.name} ${product.description}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .filter((word) => !STOP_WORDS.has(word));
  return new Set([...words, ...Object.entries(attributes).map(([key, value]) => `${key}:${value}`)]);
}

export function similarity(one, other) {
  let shared = 0;
  for (const token of one.tokens) if (other.tokens.has(token)) shared += 1;
  return shared / (one.tokens.size + other.tokens.size - shared);
}
