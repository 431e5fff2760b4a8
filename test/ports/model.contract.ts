// What every Model promises, the scripted one included.
import { describe, expect, test } from 'vitest';
import type { Model, ModelEvent, ModelRequest } from '../../src/ports/model.ts';
import type { SceneTurn } from '../fakes/scripted-model.ts';

export interface ModelUnderTest extends AsyncDisposable {
  readonly model: Model;
}

/** Three attempts; the answers of the server in turn. */
export type OpenModel = (turns: readonly SceneTurn[]) => Promise<ModelUnderTest>;

export const REQUEST: ModelRequest = {
  model: 'claude-haiku-5-5',
  system: [{ text: 'You examine code.', cachedFor: 'not' }],
  messages: [{ role: 'user', parts: [{ kind: 'text', text: 'Where is it slow?' }] }],
  tools: [
    { name: 'read_file', description: 'Reads a file.', inputSchema: { type: 'object', properties: {} } },
  ],
  toolChoice: 'auto',
  outputSchema: null,
  maxOutputTokens: 1000,
  effort: null,
  cachesConversation: false,
};

const LONG = 'The loop over orders asks the database once for each customer, and does so twice.';

export async function gather(events: AsyncIterable<ModelEvent>): Promise<readonly ModelEvent[]> {
  return await Array.fromAsync(events);
}

/** Everything streamed after the last retry, text joined. */
export function lastAttempt(events: readonly ModelEvent[]) {
  const kept = events.slice(events.findLastIndex(({ kind }) => kind === 'retry') + 1);
  return {
    text: kept.map((event) => (event.kind === 'text' ? event.text : '')).join(''),
    calls: kept.filter((event) => event.kind === 'tool-call'),
    stop: kept.filter((event) => event.kind === 'stop').map(({ stop }) => stop),
  };
}

export function modelContract(open: OpenModel): void {
  async function play(turns: readonly SceneTurn[]) {
    await using opened = await open(turns);
    return await gather(opened.model.run(REQUEST, new AbortController().signal));
  }

  test('streams text in pieces and stops once, at the end', async () => {
    const events = await play([{ text: LONG, usage: { input: 120, output: 30 } }]);
    expect(events.filter(({ kind }) => kind === 'text').length).toBeGreaterThan(1);
    expect(lastAttempt(events)).toEqual({ text: LONG, calls: [], stop: [{ kind: 'finished' }] });
    expect(events.at(-1)?.kind).toBe('stop');
    expect(sumOf(events)).toEqual({ input: 120, output: 30 });
  });

  test('asks for two tools at once', async () => {
    const calls = [
      { name: 'read_file', input: { path: 'a.ts', lines: [1, 2] }, id: 'toolu_1' },
      { name: 'read_file', input: { path: 'b.ts' }, id: 'toolu_2' },
    ];
    const { calls: made, stop } = lastAttempt(await play([{ calls }]));
    expect(made).toEqual(
      calls.map(({ name, input, id }) => ({ kind: 'tool-call', callId: id, name, input })),
    );
    expect(stop).toEqual([{ kind: 'tool-calls' }]);
  });

  test.each([
    ['length', { kind: 'truncated', limit: 'output' }],
    ['refusal', { kind: 'refused', category: null }],
  ] as const)('tells %s as what it is', async (finish, stop) => {
    expect(lastAttempt(await play([{ text: 'I begin', finish }])).stop).toEqual([stop]);
  });

  describe('patience', () => {
    test('a refused request is tried again after the wait that the server names', async () => {
      const events = await play([{ error: { status: 429, retryAfterSeconds: 7 } }, { text: LONG }]);
      const retry = events.find((event) => event.kind === 'retry');
      expect(retry?.failure).toMatchObject({ code: 'rate-limited', attempts: 1 });
      expect(retry?.waitMs).toBeGreaterThanOrEqual(7000);
      expect(lastAttempt(events)).toMatchObject({ text: LONG, stop: [{ kind: 'finished' }] });
    });

    test('an overloaded server is given up after the attempts', async () => {
      const overloaded: SceneTurn = { error: { status: 529 } };
      const events = await play([overloaded, overloaded, overloaded]);
      expect(events.map(({ kind }) => kind)).toEqual(['retry', 'retry', 'stop']);
      expect(lastAttempt(events).stop).toMatchObject([
        { kind: 'failed', failure: { code: 'overloaded', attempts: 3 } },
      ]);
    });

    test.each([
      [400, 'request-refused'],
      [401, 'key-refused'],
    ] as const)('%s is not tried again', async (status, code) => {
      expect(lastAttempt(await play([{ error: { status } }])).stop).toMatchObject([
        { kind: 'failed', failure: { code, attempts: 1 } },
      ]);
    });

    test('a cut stream is void and asked for anew', async () => {
      const events = await play([{ text: LONG, isCut: true }, { text: 'Whole.' }]);
      expect(events.filter(({ kind }) => kind === 'retry')).toMatchObject([
        { failure: { code: 'stream-cut' } },
      ]);
      expect(lastAttempt(events)).toMatchObject({ text: 'Whole.', stop: [{ kind: 'finished' }] });
    });

    test('a stream that is always cut ends as such', async () => {
      const cut: SceneTurn = { text: LONG, isCut: true };
      expect(lastAttempt(await play([cut, cut, cut])).stop).toMatchObject([
        { kind: 'failed', failure: { code: 'stream-cut', attempts: 3 } },
      ]);
    });
  });

  test('ends in the middle with the reason of the signal', async () => {
    await using opened = await open([{ text: LONG, hangs: true }]);
    const controller = new AbortController();
    const reason = new Error('enough');
    const reading = (async () => {
      for await (const event of opened.model.run(REQUEST, controller.signal)) {
        if (event.kind === 'text') controller.abort(reason);
      }
    })();
    await expect(reading).rejects.toBe(reason);
  });

  test('asks nothing when it is over before it begins', async () => {
    await using opened = await open([]);
    const reason = new Error('enough');
    await expect(gather(opened.model.run(REQUEST, AbortSignal.abort(reason)))).rejects.toBe(reason);
  });
}

function sumOf(events: readonly ModelEvent[]) {
  const counted = events.filter((event) => event.kind === 'usage').map(({ usage }) => usage);
  return {
    input: counted.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
    output: counted.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
  };
}
