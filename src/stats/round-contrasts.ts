// What one round says: how far head is from base, and how far base is from its own second process.

export interface PairedRound {
  /** Which start of the fresh processes the round belongs to. */
  readonly restart: number;
  readonly base: number;
  readonly head: number;
  /** A second fresh process of base in the same round; absent or null where there was none. */
  readonly control?: number | null;
}

/**
 * Logarithms make the ratio symmetric (twice as slow is as far from 1 as twice as fast) and the noise of durations, which is
 * multiplicative, additive: Fleming and Wallace, CACM 29 (1986). Differences are for numbers that may be zero or negative.
 */
export type Scale = 'log-ratio' | 'difference';

export interface Contrasts {
  readonly restart: number;
  /** Head against base's first process. */
  readonly change: number;
  /** Head against base's second process; null where there was none. */
  readonly changeToControl: number | null;
  /** Base's second process against its first; null where there was none. */
  readonly noise: number | null;
}

/** Ratios where every value is positive, differences elsewhere. */
export function scaleOf(rounds: readonly PairedRound[]): Scale {
  const positive = rounds.every(({ base, head, control }) => base > 0 && head > 0 && (control ?? 1) > 0);
  return positive ? 'log-ratio' : 'difference';
}

export function contrastsOf(rounds: readonly PairedRound[], scale: Scale): Contrasts[] {
  const on = scale === 'log-ratio' ? Math.log : (value: number) => value;
  return rounds.map(({ restart, base, head, control }) => {
    const change = on(head) - on(base);
    if (control == null) return { restart, change, changeToControl: null, noise: null };
    return { restart, change, changeToControl: on(head) - on(control), noise: on(control) - on(base) };
  });
}
