// CopilotKit's mock of the Messages API over real HTTP, playing the answers of a test in turn.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { LLMock, type FixtureResponse, type JournalEntry } from '@copilotkit/aimock';
import { connectAnthropic, type AnthropicSettings } from '../../../src/io/anthropic/connect-model.ts';
import type { Model } from '../../../src/ports/model.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { nextTurn, type SceneTurn } from '../../fakes/scripted-model.ts';

export const KEY = 'sk-ant-api03-only-for-tests-0123456789abcdef';

export interface MockedApi extends AsyncDisposable {
  readonly url: string;
  readonly model: Model;
  requests(): readonly JournalEntry[];
}

export async function mockedApi(
  turns: readonly SceneTurn[],
  settings: AnthropicSettings = {},
): Promise<MockedApi> {
  const mock = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });
  const left = new Set(turns.keys());
  for (const [index, turn] of turns.entries()) {
    mock.addFixture({
      match: { predicate: (request) => nextTurn(turns, left, JSON.stringify(request)) === index },
      response: () => {
        left.delete(index);
        return responseOf(turn);
      },
      chunkSize: 20,
      // Slowly enough that the first words leave before the connection breaks.
      ...(turn.isCut === true && { truncateAfterChunks: 3, latency: 10 }),
      // The third event is the first text; the next one is never waited for.
      ...(turn.hangs === true && { streamingProfile: { ttft: 0, tps: 5 } }),
    });
  }
  const url = await mock.start();
  return {
    url,
    model: modelAt(url, settings),
    requests: () => mock.getRequests(),
    [Symbol.asyncDispose]: () => mock.stop(),
  };
}

export function modelAt(baseUrl: string, settings: AnthropicSettings = {}): Model {
  const patience = { attempts: 3, waitBudgetMs: 60_000 };
  return connectAnthropic(
    { baseUrl, patience, ...settings },
    { environment: { ANTHROPIC_API_KEY: KEY }, clock: fakeClock(), random: () => 0.5 },
  );
}

function responseOf(turn: SceneTurn): FixtureResponse {
  if (turn.error !== undefined) {
    const { status, retryAfterSeconds } = turn.error;
    const types = {
      429: 'rate_limit_error',
      529: 'overloaded_error',
      400: 'invalid_request_error',
      401: 'authentication_error',
    };
    return {
      error: { type: types[status], message: `Refused the key ${KEY}.` },
      status,
      ...(retryAfterSeconds !== undefined && { retryAfter: retryAfterSeconds }),
    };
  }
  const finish = turn.finish === undefined ? {} : { finishReason: turn.finish };
  const usage = { input_tokens: turn.usage?.input ?? 10, output_tokens: turn.usage?.output ?? 5 };
  const toolCalls = (turn.calls ?? []).map(({ name, input, id }) => ({
    name,
    id,
    arguments: JSON.stringify(input),
  }));
  if (toolCalls.length === 0) return { content: turn.text ?? '', usage, ...finish };
  return turn.text === undefined
    ? { toolCalls, usage, ...finish }
    : { content: turn.text, toolCalls, usage, ...finish };
}

export interface RecordedStream extends AsyncDisposable {
  readonly url: string;
  readonly bodies: readonly unknown[];
  readonly headers: readonly IncomingMessage['headers'][];
  /** Settles when the client has closed the connection. */
  readonly closed: Promise<void>;
}

/** The same server sending recorded bytes, for what its fixtures cannot say: cache counts, refusal's kind, errors within a stream. */
export async function recordedStream(
  chunks: readonly string[],
  after: 'end' | 'stay open' = 'end',
): Promise<RecordedStream> {
  const mock = new LLMock({ port: 0, host: '127.0.0.1', logLevel: 'silent' });
  const bodies: unknown[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  mock.mount('/recorded', {
    async handleRequest(request: IncomingMessage, response: ServerResponse) {
      bodies.push(JSON.parse(await text(request)));
      headers.push(request.headers);
      response.on('close', () => resolve());
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const chunk of chunks) response.write(chunk);
      if (after === 'end') response.end();
      return true;
    },
  });
  const url = await mock.start();
  return { url: `${url}/recorded`, bodies, headers, closed, [Symbol.asyncDispose]: () => mock.stop() };
}

/** Events as the server writes them. */
export function inStream(events: readonly { readonly type: string }[]): readonly string[] {
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
}
