// Who goes first in each pair: random, but balanced over every two pairs (base–head–head–base or the mirror image), so
// that neither a drift of the machine nor a fixed order can favour a side.
import type { Side } from '../core/side.ts';
import type { Random } from '../stats/random.ts';

export type PairOrder = readonly [first: Side, second: Side];

const BASE_FIRST: PairOrder = ['base', 'head'];
const HEAD_FIRST: PairOrder = ['head', 'base'];

export function pairOrders(pairs: number, random: Random): PairOrder[] {
  const orders: PairOrder[] = [];
  while (orders.length < pairs) {
    orders.push(...(random() < 0.5 ? [BASE_FIRST, HEAD_FIRST] : [HEAD_FIRST, BASE_FIRST]));
  }
  return orders.slice(0, pairs);
}
