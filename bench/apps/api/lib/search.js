// Customers by how well their words fit what is asked.
export function search(customers, text) {
  const asked = wordsOf(text);
  const hits = [];
  for (const customer of customers) {
    const score = scoreOf(wordsOf(`${customer.name} ${customer.city} ${customer.tags.join(' ')}`), asked);
    if (score > 0) hits.push({ id: customer.id, name: customer.name, score });
  }
  hits.sort(
    (one, other) => other.score - one.score || one.name.localeCompare(other.name) || one.id - other.id,
  );
  return { total: hits.length, hits: hits.slice(0, 20) };
}

function wordsOf(text) {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function scoreOf(words, asked) {
  let score = 0;
  for (const word of asked) {
    for (const own of words) score += own === word ? 2 : own.startsWith(word.slice(0, 2)) ? 0.5 : 0;
  }
  return score;
}
