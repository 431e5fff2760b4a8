// A model that pays for itself: money is set aside before each attempt, what it used is booked after it, and where a cap is
// reached the answer is a named failure, so that whoever asked keeps what is finished.
import type { Model, ModelEvent, ModelFailure, ModelRequest, ModelUsage } from '../../ports/model.ts';
import { addUsage, NO_USAGE } from '../agent/usage.ts';
import type { ModelCatalogue } from '../model-catalogue.ts';
import { callBounds } from './call-bounds.ts';
import type { Refusal } from './caps.ts';
import type { Ledger, Reservation } from './ledger.ts';
import type { Room } from './room.ts';

export interface Account {
  readonly run: string;
  readonly user: string;
  /** Kind of agent, e.g. `review`. */
  readonly category: string;
  readonly task: string;
}

export interface Meter {
  readonly ledger: Ledger;
  readonly catalogue: ModelCatalogue;
  readonly account: Account;
  /** Shared by all models of a run. */
  readonly room: Room;
  /** Told of every call that a cap forbade. */
  readonly onRefusal: (refusal: Refusal) => void;
}

export function meteredModel(model: Model, meter: Meter): Model {
  const { ledger, catalogue, account, room, onRefusal } = meter;

  async function* run(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void> {
    signal.throwIfAborted();
    const priced = catalogue.models[request.model];
    if (priced === undefined) throw new Error(`The model catalogue has no prices of ${request.model}.`);
    const call = { ...account, model: request.model, ...callBounds(request, priced) };
    const reserve = () => room.enter(() => ledger.reserve(call), signal);
    let attempts = 1;
    let usage: ModelUsage = NO_USAGE;
    let hasBegun = false;
    let held: Reservation | null = null;
    const settle = (isCertain: boolean) => {
      if (held !== null) ledger.settle(held, usage, isCertain ? 'certain' : 'uncertain');
      if (held !== null) room.leave();
      held = null;
    };
    try {
      const first = await reserve();
      if (!first.granted) return yield refused(first, attempts, onRefusal);
      held = first;
      for await (const event of model.run(request, signal)) {
        hasBegun ||= event.kind !== 'retry' && event.kind !== 'stop';
        if (event.kind === 'usage') usage = addUsage(usage, event.usage);
        if (event.kind === 'stop') {
          const { stop } = event;
          settle(stop.kind !== 'failed' || wasFree(stop.failure, hasBegun));
        }
        if (event.kind !== 'retry') {
          yield event;
          continue;
        }
        settle(wasFree(event.failure, hasBegun));
        yield event;
        const again = await reserve();
        attempts = event.failure.attempts + 1;
        if (!again.granted) return yield refused(again, attempts, onRefusal);
        [held, usage, hasBegun] = [again, NO_USAGE, false];
      }
    } finally {
      // Left in the middle: nobody will say how much it wrote.
      settle(false);
    }
  }

  return { run };
}

/** An attempt refused before its first word is not billed; of one that broke off nobody knows what it wrote. */
export function wasFree({ code }: ModelFailure, hasBegun: boolean): boolean {
  return !hasBegun && code !== 'timed-out' && code !== 'stream-cut';
}

function refused(
  refusal: Refusal,
  attempts: number,
  onRefusal: (refusal: Refusal) => void,
): Extract<ModelEvent, { kind: 'stop' }> {
  onRefusal(refusal);
  const { what, mend } = refusal;
  return { kind: 'stop', stop: { kind: 'failed', failure: { code: 'budget-spent', what, mend, attempts } } };
}
