// What was spent and what is still set aside, folded from the ledger's lines.
import type { LedgerEntry, Reserved, Settled } from './ledger-entry.ts';

export interface Balance {
  readonly settled: readonly Settled[];
  /** Not settled: counted at the worst case for good, for what a killed process had asked for may well have been billed. */
  readonly open: readonly Reserved[];
}

export function balanceOf(entries: readonly LedgerEntry[]): Balance {
  const settled = new Map<string, Settled>();
  const reserved = new Map<string, Reserved>();
  for (const entry of entries) {
    if (entry.kind === 'settled') settled.set(entry.id, settled.get(entry.id) ?? entry);
    else reserved.set(entry.id, reserved.get(entry.id) ?? entry);
  }
  const open = [...reserved.values()].filter(({ id }) => !settled.has(id));
  return { settled: [...settled.values()], open };
}

/** The part of it that is about some lines only, e.g. those of one run. */
export function partOf({ settled, open }: Balance, counts: (entry: LedgerEntry) => boolean): Balance {
  return { settled: settled.filter(counts), open: open.filter(counts) };
}

/** What was set aside and not settled is spent until somebody knows better. */
export function spentNanoUsd(balance: Balance, counts: (entry: LedgerEntry) => boolean): number {
  const { settled, open } = partOf(balance, counts);
  const real = settled.reduce((sum, one) => sum + one.nanoUsd, 0);
  return open.reduce((sum, one) => sum + one.worstNanoUsd, real);
}
