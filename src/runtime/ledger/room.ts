// Money that calls under way have set aside mostly comes back: a call that has no room now waits for them before it is refused.
import { orAbort } from '../graph/or-abort.ts';
import type { Refusal } from './caps.ts';
import type { Reservation } from './ledger.ts';

export interface Room {
  /** Reserves, and again whenever a call has ended, until it is granted or nothing is under way that could make room. */
  enter(reserve: () => Promise<Reservation | Refusal>, signal: AbortSignal): Promise<Reservation | Refusal>;
  /** A call that had entered is settled. */
  leave(): void;
}

export function openRoom(): Room {
  let inside = 0;
  let change = Promise.withResolvers<void>();
  return {
    async enter(reserve, signal) {
      for (;;) {
        const next = change;
        const answer = await reserve();
        if (answer.granted) {
          inside += 1;
          return answer;
        }
        if (answer.cap === 'runs-per-user-hour' || (inside === 0 && next === change)) return answer;
        await orAbort(next.promise, signal);
      }
    },
    leave() {
      inside -= 1;
      change.resolve();
      change = Promise.withResolvers<void>();
    },
  };
}
