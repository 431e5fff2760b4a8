// A model that says what a test wrote down, with the patience, the streaming and the cancellation of a real one.
import type { Model, ModelEvent, ModelFailure, ModelRequest, ModelUsage } from '../../src/ports/model.ts';

/** One answer of the server, in words that a mock of the API understands too. */
export interface SceneTurn {
  /** Only for a request that holds this text; for any where it is left out. */
  readonly to?: string;
  readonly text?: string;
  readonly calls?: readonly { readonly name: string; readonly input: unknown; readonly id: string }[];
  readonly finish?: 'stop' | 'length' | 'refusal';
  readonly usage?: { readonly input: number; readonly output: number };
  readonly error?: { readonly status: 429 | 529 | 400 | 401; readonly retryAfterSeconds?: number };
  /** The connection breaks after the first words. */
  readonly isCut?: boolean;
  /** The connection stays open after the first words, and nothing more comes. */
  readonly hangs?: boolean;
}

export interface ScriptedModel extends Model {
  readonly requests: readonly ModelRequest[];
}

const CODES = {
  429: 'rate-limited',
  529: 'overloaded',
  400: 'request-refused',
  401: 'key-refused',
} as const;

export function scriptedModel(turns: readonly SceneTurn[], attempts = 3): ScriptedModel {
  const requests: ModelRequest[] = [];
  const left = new Set(turns.keys());

  async function* run(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, void> {
    signal.throwIfAborted();
    for (let attempt = 1; ; attempt += 1) {
      const index = nextTurn(turns, left, JSON.stringify(request));
      const turn = turns[index ?? -1];
      if (index === undefined || turn === undefined)
        throw new Error(`The script has ${turns.length} answers; one more was asked for.`);
      left.delete(index);
      requests.push(request);
      const failure = yield* play(turn, attempt, signal);
      if (failure === null) return;
      const isFinal =
        attempt === attempts || failure.code === 'request-refused' || failure.code === 'key-refused';
      if (isFinal) return yield { kind: 'stop', stop: { kind: 'failed', failure } };
      yield { kind: 'retry', failure, waitMs: (turn.error?.retryAfterSeconds ?? 0) * 1000 };
    }
  }

  return { run, requests };
}

/** The first turn that is left for this request. */
export function nextTurn(
  turns: readonly SceneTurn[],
  left: ReadonlySet<number>,
  request: string,
): number | undefined {
  return [...left].find((index) => {
    const to = turns[index]?.to;
    return to === undefined || request.includes(to);
  });
}

async function* play(
  turn: SceneTurn,
  attempts: number,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, ModelFailure | null> {
  if (turn.error !== undefined) return failed(CODES[turn.error.status], attempts);
  yield { kind: 'usage', usage: usageOf(turn) };
  for (const text of (turn.text ?? '').match(/[\s\S]{1,20}/gu) ?? []) {
    await Promise.resolve();
    signal.throwIfAborted();
    yield { kind: 'text', text };
    if (turn.isCut === true) return failed('stream-cut', attempts);
    if (turn.hangs === true) await aborted(signal);
  }
  for (const { name, input, id } of turn.calls ?? []) yield { kind: 'tool-call', callId: id, name, input };
  signal.throwIfAborted();
  yield { kind: 'stop', stop: stopOf(turn) };
  return null;
}

function usageOf({ usage }: SceneTurn): ModelUsage {
  return {
    inputTokens: usage?.input ?? 10,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: usage?.output ?? 5,
  };
}

function stopOf({ finish, calls }: SceneTurn) {
  if (finish === 'length') return { kind: 'truncated', limit: 'output' } as const;
  if (finish === 'refusal') return { kind: 'refused', category: null } as const;
  return (calls ?? []).length > 0 ? ({ kind: 'tool-calls' } as const) : ({ kind: 'finished' } as const);
}

function failed(code: ModelFailure['code'], attempts: number): ModelFailure {
  return { code, what: `The script says ${code}.`, mend: 'Change the script.', attempts };
}

function aborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  if (signal.aborted) reject(signal.reason);
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  return promise;
}
