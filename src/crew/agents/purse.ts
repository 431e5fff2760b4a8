// A model that spends no more than an agent may: the longest answer shrinks with the money, and the last call is one without tools.
import type { Model, ModelEvent, ModelRequest } from '../../ports/model.ts';
import { callBounds } from '../../runtime/ledger/call-bounds.ts';
import { wasFree } from '../../runtime/ledger/metered-model.ts';
import { costNanoUsd, nanoUsd, usd, worstCaseNanoUsd } from '../../runtime/ledger/money.ts';
import type { CataloguedModel } from '../../runtime/model-catalogue.ts';
import type { NamedModel } from './agent-models.ts';

/** An answer of fewer tokens would be cut off. */
const LEAST_ANSWER_TOKENS = 1500;

export interface Purse {
  readonly model: Model;
  spentUsd(): number;
}

/** `limitUsd` null is no limit but the run's. */
export function openPurse(
  model: Model,
  { limitUsd, priced }: { readonly limitUsd: number | null; readonly priced: readonly NamedModel[] },
): Purse {
  const limit = limitUsd === null ? Infinity : nanoUsd(limitUsd);
  let spent = 0;
  /** At worst, of the calls under way. */
  let setAside = 0;
  async function* run(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void> {
    const prices = priced.find(({ name }) => name === request.model);
    if (prices === undefined) throw new Error(`No prices of ${request.model} were handed in.`);
    const affordable = fitRequest(request, prices, limit - spent - setAside);
    if (affordable === null) return yield refusal(limitUsd ?? 0);
    const bounds = callBounds(affordable, prices);
    const worst = worstCaseNanoUsd(bounds, prices);
    let held = worst;
    let used = 0;
    let hasBegun = false;
    setAside += held;
    /** Of what broke off nobody says how much it wrote: it costs what was set aside, as in the ledger. */
    const settle = (isCertain: boolean): void => {
      spent += isCertain ? used : Math.max(used, held);
      setAside -= held;
      [held, used] = [0, 0];
    };
    try {
      for await (const event of model.run(affordable, signal)) {
        hasBegun ||= event.kind !== 'retry' && event.kind !== 'stop';
        if (event.kind === 'usage') used += costNanoUsd(event.usage, prices, bounds);
        if (event.kind === 'stop')
          settle(event.stop.kind !== 'failed' || wasFree(event.stop.failure, hasBegun));
        if (event.kind === 'retry') {
          settle(wasFree(event.failure, hasBegun));
          // Another attempt costs once more, and nobody shrinks it any further.
          if (spent + setAside + worst > limit) return yield refusal(limitUsd ?? 0);
          setAside += worst;
          [held, hasBegun] = [worst, false];
        }
        yield event;
      }
    } finally {
      settle(false);
    }
  }
  return { model: { run }, spentUsd: () => usd(spent) };
}

/** Null where even a short answer would cost too much. */
function fitRequest(request: ModelRequest, prices: CataloguedModel, left: number): ModelRequest | null {
  if (left === Infinity) return request;
  const least = Math.min(LEAST_ANSWER_TOKENS, request.maxOutputTokens);
  const { reading, perToken } = costsOf(request, prices);
  // A call with tools leaves enough to read their results and to answer.
  const reserve = 1.2 * reading + 2 * least * perToken;
  const withTools = Math.floor((left - reading - reserve) / perToken);
  // An attempt that breaks off counts at its worst: half of the money leaves room to make it again.
  const twice = Math.floor((left / 2 - reading) / perToken);
  if (withTools >= least) return withMost(request, Math.min(withTools, Math.max(least, twice)));
  const last = request.toolChoice === 'none' ? request : answeringNow(request);
  const lastCosts = costsOf(last, prices);
  const most = Math.floor((left - lastCosts.reading) / lastCosts.perToken);
  return most < least ? null : withMost(last, most);
}

/** At worst, in nano-dollars: the whole prompt, and each token of the answer. */
function costsOf(request: ModelRequest, prices: CataloguedModel): { reading: number; perToken: number } {
  const costOf = (maxOutputTokens: number): number =>
    worstCaseNanoUsd(callBounds({ ...request, maxOutputTokens }, prices), prices);
  const reading = costOf(0);
  return { reading, perToken: (costOf(1000) - reading) / 1000 };
}

function withMost(request: ModelRequest, most: number): ModelRequest {
  return { ...request, maxOutputTokens: Math.min(request.maxOutputTokens, most) };
}

function answeringNow(request: ModelRequest): ModelRequest {
  const last = request.messages.at(-1);
  const told = {
    kind: 'text',
    text: 'The money for this task is nearly spent. Answer now, with what you know.',
  } as const;
  const messages =
    last?.role === 'user'
      ? [...request.messages.slice(0, -1), { ...last, parts: [...last.parts, told] }]
      : request.messages;
  return { ...request, messages, toolChoice: 'none' };
}

function refusal(limitUsd: number): Extract<ModelEvent, { kind: 'stop' }> {
  const failure = {
    code: 'budget-spent',
    what: `It may spend ${limitUsd} USD on a task (\`limits.usd\` in its file), and its next call could cost more than is left of that.`,
    mend: 'Raise `limits.usd` in its file.',
    attempts: 1,
  } as const;
  return { kind: 'stop', stop: { kind: 'failed', failure } };
}
