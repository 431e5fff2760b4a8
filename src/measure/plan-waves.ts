// Who may run beside whom: the cores belong to one timed gate at a time, and what times nothing shares them.

export interface Booking {
  /** It times something: anything beside it would be in its numbers. */
  readonly timed: boolean;
  /** It writes what others read. */
  readonly rewrites: boolean;
}

/**
 * Waves, one after the other; the members of one run side by side. Order is kept, because what is measured comes before
 * what may change the checkouts: only neighbours share a wave.
 */
export function planWaves<Item extends Booking>(items: readonly Item[]): readonly (readonly Item[])[] {
  const waves: Item[][] = [];
  let open: Item[] | null = null;
  for (const item of items) {
    const alone = item.timed || item.rewrites;
    if (!alone && open !== null) {
      open.push(item);
      continue;
    }
    const wave = [item];
    waves.push(wave);
    open = alone ? null : wave;
  }
  return waves;
}
