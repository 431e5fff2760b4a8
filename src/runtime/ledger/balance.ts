// What was spent and what is still set aside, folded from the ledger's lines.
import type { LedgerEntry, Reserved, Settled } from './ledger-entry.ts';

export interface Balance {
  readonly settled: readonly Settled[];
  /** Not settled and still counted, at the worst case. */
  readonly open: readonly Reserved[];
}

/** `isGone`: the owner is known to be dead, or cannot be known. Only then does an expired reservation lapse. */
export function balanceOf(
  entries: readonly LedgerEntry[],
  { now, isGone }: { readonly now: number; readonly isGone: (reservation: Reserved) => boolean },
): Balance {
  const settled = new Map<string, Settled>();
  const reserved = new Map<string, Reserved>();
  for (const entry of entries) {
    if (entry.kind === 'settled') settled.set(entry.id, settled.get(entry.id) ?? entry);
    else reserved.set(entry.id, reserved.get(entry.id) ?? entry);
  }
  const open = [...reserved.values()].filter(
    (one) => !settled.has(one.id) && (now < one.expiresAt || !isGone(one)),
  );
  return { settled: [...settled.values()], open };
}

export function spentNanoUsd({ settled, open }: Balance, counts: (entry: LedgerEntry) => boolean): number {
  const real = settled.filter(counts).reduce((sum, one) => sum + one.nanoUsd, 0);
  return open.filter(counts).reduce((sum, one) => sum + one.worstNanoUsd, real);
}
