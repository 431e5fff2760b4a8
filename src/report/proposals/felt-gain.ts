// The gain a reader is told of: the first that is larger than what the measurement could have made up, and than what is worth telling.
import type { Gain, Proof } from '../../prove/proof.ts';

export interface FeltGain {
  readonly gain: Gain;
  /** The part of the cost that is gone, 0 to 1, whichever way is better: half the time and twice the throughput are both 0.5. */
  readonly size: number;
}

/** Null where no gain is at least its own smallest change that could be told, and at least `least` (a fraction). */
export function feltGain({ gains }: Pick<Proof, 'gains'>, least: number): FeltGain | null {
  for (const gain of gains) {
    const size = sizeOf(gain);
    if (size > 0 && size >= Math.max(least, gain.detectable ?? 0)) return { gain, size };
  }
  return null;
}

function sizeOf({ ratio, before, after }: Gain): number {
  // Nothing is left of it, or there was nothing: then no ratio can be told.
  if (ratio === null) return before !== null && after !== null && before !== after ? 1 : 0;
  return ratio === 0 ? 1 : 1 - Math.min(ratio, 1 / ratio);
}
