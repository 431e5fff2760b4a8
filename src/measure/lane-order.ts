// Who goes when in each round of more than two: random, but balanced, so that neither a drift of the machine nor a fixed
// order can favour anybody.
import { shuffle, type Random } from '../stats/random.ts';

/**
 * The rotations of a random order, each followed by its mirror image: a Latin square with its reversal, as Williams balances
 * cross-over trials (Aust. J. Sci. Res. A 2, 1949). Over twice as many rounds as there are lanes every lane has every place
 * equally often; over every two rounds a steady drift favours nobody.
 */
export function laneOrders<Lane>(lanes: readonly Lane[], rounds: number, random: Random): Lane[][] {
  const orders: Lane[][] = [];
  while (orders.length < rounds && lanes.length > 0) {
    const order = shuffle(lanes, random);
    const rotations = order.map((_, shift) => [...order.slice(shift), ...order.slice(0, shift)]);
    for (const rotation of shuffle(rotations, random)) orders.push(rotation, rotation.toReversed());
  }
  return orders.slice(0, rounds);
}
