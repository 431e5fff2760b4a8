// How alike two products are: shared words and attributes over all of them (Jaccard), read from the products as they are now.

const STOP_WORDS = ['a', 'and', 'for', 'in', 'of', 'the', 'to', 'with'];

export function tokensOf(product) {
  const attributes = JSON.parse(product.attributes);
  const words = `${product.name} ${product.description}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .filter((word) => !STOP_WORDS.includes(word));
  return new Set([...words, ...Object.entries(attributes).map(([key, value]) => `${key}:${value}`)]);
}

export function similarity(one, other) {
  const tokens = tokensOf(one);
  const otherTokens = tokensOf(other);
  const shared = [...tokens].filter((token) => otherTokens.has(token)).length;
  return shared / (tokens.size + otherTokens.size - shared);
}
