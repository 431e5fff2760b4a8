// Customers and their orders, the same in every process.
const WORDS =
  'amber birch cedar delta ember fjord grove haven inlet jetty karst ledge marsh north orchid pine'.split(
    ' ',
  );

let state = 20_261;

function next(below) {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return state % below;
}

export const customers = Array.from({ length: 1_500 }, (_, id) => ({
  id,
  name: `${WORDS[next(16)]} ${WORDS[next(16)]} ${next(1_000)}`,
  city: WORDS[next(16)],
  tags: Array.from({ length: 4 }, () => WORDS[next(16)]),
}));

export const orders = Array.from({ length: 6_000 }, (_, id) => ({
  id,
  customer: next(customers.length),
  day: next(365),
  lines: Array.from({ length: 3 }, () => ({
    product: next(200),
    quantity: 1 + next(5),
    cents: 100 + next(9_000),
  })),
}));
