// Whoever waits inside the runtime (for a chunk, for workers, for a slow reader) gives its slot back meanwhile. So every slot
// is held by somebody who computes, and no hierarchy or chain of streams can lock itself up, whatever the limits.
import type { Clock } from '../../ports/clock.ts';
import { orAbort } from './or-abort.ts';
import type { SlotClass, Slots } from './slots.ts';

/** `input`: for what others make. `reader`: for somebody slower, who must be able to hold this one up. */
export type WaitKind = 'input' | 'reader';

export interface Activity {
  /** True while it makes no progress of its own, so that nobody may wait for it to read on. */
  readonly isIdle: boolean;
  /** Milliseconds after its start in which the slot was given back. */
  readonly yieldedMs: number;
  onIdle(listener: () => void): () => void;
  start(kind: SlotClass): Promise<void>;
  wait<Value>(what: Promise<Value>, kind: WaitKind): Promise<Value>;
  end(): void;
}

interface Seat {
  readonly slots: Slots;
  readonly owner: string;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Told +1 and −1 as the slot is taken and given back. */
  readonly count: (change: 1 | -1) => void;
}

export function openActivity({ slots, owner, signal, clock, count }: Seat): Activity {
  const listeners = new Set<() => void>();
  let waits = 0;
  let inputWaits = 0;
  let isHeld = false;
  let isOver = false;
  let yieldedMs = 0;
  let pausedAtMs = 0;
  let regained: Promise<void> | null = null;

  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  const free = (): void => {
    if (!isHeld) return;
    isHeld = false;
    count(-1);
    slots.release();
  };
  async function take(kind: SlotClass): Promise<void> {
    await slots.acquire({ kind, owner, signal });
    if (isOver) return slots.release();
    isHeld = true;
    count(1);
  }
  /** Only the last of several waits takes the slot again: a task that still waits somewhere must not hold one. */
  async function regain(): Promise<void> {
    if (waits > 0 || isHeld || isOver) return;
    regained ??= take('resume').finally(() => {
      regained = null;
      yieldedMs += clock.elapsed() - pausedAtMs;
    });
    await regained;
    if (waits === 0) return;
    pausedAtMs = clock.elapsed();
    free();
  }

  return {
    get isIdle() {
      return inputWaits > 0 || isOver;
    },
    get yieldedMs() {
      return yieldedMs;
    },
    onIdle(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: take,
    async wait(what, kind) {
      const share = kind === 'input' ? 1 : 0;
      waits += 1;
      inputWaits += share;
      if (isHeld) pausedAtMs = clock.elapsed();
      free();
      tell();
      try {
        return await orAbort(what, signal);
      } finally {
        waits -= 1;
        if (!signal.aborted) await regain();
        inputWaits -= share;
      }
    },
    end() {
      isOver = true;
      free();
      tell();
      listeners.clear();
    },
  };
}
