// Seeded chance: every random order and every simulation replays from one number.
// Generator: mulberry32 by Tommy Ettinger (public domain), 32 bits of state, passes gjrand; not for secrets.

/** Uniform numbers in [0, 1), the same sequence for the same seed. */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A whole number from 0 to `below` - 1. */
function randomIndex(below: number, random: Random): number {
  return Math.floor(random() * below);
}

/** A new array in random order: Fisher–Yates as in Durstenfeld, CACM 7 (1964), algorithm 235. */
export function shuffle<Item>(items: readonly Item[], random: Random): Item[] {
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last -= 1) {
    const other = randomIndex(last + 1, random);
    const taken = shuffled.splice(other, 1, ...shuffled.slice(last, last + 1));
    shuffled.splice(last, 1, ...taken);
  }
  return shuffled;
}

/** One draw of the standard normal distribution: Box and Muller, Ann. Math. Statist. 29 (1958). */
export function randomNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
