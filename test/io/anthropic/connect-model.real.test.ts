// The adapter against a third party's mock of the Messages API, over real HTTP.
import { describe, expect, test, vi } from 'vitest';
import { keyRedactor } from '../../../src/io/anthropic/credentials.ts';
import { gather, lastAttempt, modelContract, REQUEST } from '../../ports/model.contract.ts';
import { inStream, KEY, mockedApi, modelAt, recordedStream } from './mocked-api.ts';

const NEVER = new AbortController().signal;

modelContract(mockedApi);

const START = {
  type: 'message_start',
  message: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    content: [],
    model: 'claude-haiku-5-5',
    stop_reason: null,
    stop_sequence: null,
    usage: {
      input_tokens: 12,
      cache_read_input_tokens: 900,
      cache_creation_input_tokens: 300,
      output_tokens: 1,
    },
  },
};
const END = { type: 'message_stop' };

function ending(stop_reason: string, more: object = {}) {
  return { type: 'message_delta', delta: { stop_reason, ...more }, usage: { output_tokens: 40 } };
}

function words(text: string, index = 0) {
  return [
    { type: 'content_block_start', index, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index, delta: { type: 'text_delta', text } },
    { type: 'content_block_stop', index },
  ];
}

describe('what the server says', () => {
  test('cache reads and writes are counted apart, and each token once', async () => {
    await using recorded = await recordedStream(inStream([START, ...words('Yes.'), ending('end_turn'), END]));
    const events = await gather(modelAt(recorded.url).run(REQUEST, NEVER));
    expect(events.filter(({ kind }) => kind === 'usage')).toEqual([
      {
        kind: 'usage',
        usage: { inputTokens: 12, cacheReadTokens: 900, cacheWriteTokens: 300, outputTokens: 1 },
      },
      { kind: 'usage', usage: { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 39 } },
    ]);
  });

  test('a refusal names its kind', async () => {
    const details = { stop_details: { type: 'refusal', category: 'cyber', explanation: null } };
    await using recorded = await recordedStream(inStream([START, ending('refusal', details), END]));
    const events = await gather(modelAt(recorded.url).run(REQUEST, NEVER));
    expect(lastAttempt(events).stop).toEqual([{ kind: 'refused', category: 'cyber' }]);
  });

  test('an overload in the middle of a stream is tried again', async () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
    await using recorded = await recordedStream(inStream([START, ...words('I think'), error]));
    const events = await gather(modelAt(recorded.url).run(REQUEST, NEVER));
    expect(events.filter(({ kind }) => kind === 'retry')).toHaveLength(2);
    expect(lastAttempt(events).stop).toMatchObject([{ kind: 'failed', failure: { code: 'overloaded' } }]);
  });

  test('a stream that ends without its end is cut, also where its reason came', async () => {
    await using recorded = await recordedStream(inStream([START, ...words('Yes.'), ending('end_turn')]));
    const events = await gather(modelAt(recorded.url).run(REQUEST, NEVER));
    expect(lastAttempt(events).stop).toMatchObject([{ kind: 'failed', failure: { code: 'stream-cut' } }]);
  });

  test.each([
    ['an event without its parts', inStream([{ type: 'message_start' }])],
    ['an event that is no JSON', ['event: message_start\ndata: <html>\n\n']],
  ])('%s is no answer', async (_what, chunks) => {
    await using recorded = await recordedStream(chunks);
    const events = await gather(modelAt(recorded.url).run(REQUEST, NEVER));
    expect(lastAttempt(events).stop).toMatchObject([
      { kind: 'failed', failure: { code: 'unexpected-answer', attempts: 3 } },
    ]);
  });

  test('input of a tool that is no JSON comes as it was written', async () => {
    const call = [
      {
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'tool_use', id: 't1', name: 'read_file', input: {} },
      },
      {
        type: 'content_block_delta',
        index: 0,
        delta: { type: 'input_json_delta', partial_json: '{"path": ' },
      },
      { type: 'content_block_stop', index: 0 },
    ];
    await using recorded = await recordedStream(inStream([START, ...call, ending('tool_use'), END]));
    const events = await gather(modelAt(recorded.url).run(REQUEST, NEVER));
    expect(lastAttempt(events).calls).toEqual([
      { kind: 'tool-call', callId: 't1', name: 'read_file', input: '{"path": ' },
    ]);
  });

  test('thinking is sealed and goes back as it came', async () => {
    const thinking = [
      {
        type: 'content_block_start',
        index: 0,
        content_block: { type: 'thinking', thinking: '', signature: '' },
      },
      { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'Loops…' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'c2ln' } },
      { type: 'content_block_stop', index: 0 },
    ];
    await using recorded = await recordedStream(
      inStream([START, ...thinking, ...words('Yes.', 1), ending('end_turn'), END]),
    );
    const model = modelAt(recorded.url);
    const events = await gather(model.run(REQUEST, NEVER));
    const parts = events.filter((event) => event.kind === 'reasoning');
    const messages = [...REQUEST.messages, { role: 'assistant', parts } as const, ...REQUEST.messages];
    await gather(model.run({ ...REQUEST, messages }, NEVER));
    expect(recorded.bodies[1]).toMatchObject({
      messages: [{}, { content: [{ type: 'thinking', thinking: 'Loops…', signature: 'c2ln' }] }, {}],
    });
  });
});

test('the request carries cache marks, tools, the shape of the answer and the effort', async () => {
  await using recorded = await recordedStream(inStream([START, ending('end_turn'), END]));
  const outputSchema = {
    type: 'object',
    properties: { causes: { type: 'array', items: { type: 'string', minLength: 3 } } },
    required: ['causes'],
    additionalProperties: false,
  };
  const request = {
    ...REQUEST,
    system: [
      { text: 'Rules.', cachedFor: '1h' },
      { text: 'Role.', cachedFor: 'not' },
    ],
    outputSchema,
    effort: 'high',
    cachesConversation: true,
  } as const;
  await gather(modelAt(recorded.url).run(request, NEVER));
  expect(recorded.headers[0]?.authorization ?? recorded.headers[0]?.['x-api-key']).toContain(KEY);
  expect(recorded.bodies[0]).toMatchInlineSnapshot(`
    {
      "max_tokens": 1000,
      "messages": [
        {
          "content": [
            {
              "cache_control": {
                "type": "ephemeral",
              },
              "text": "Where is it slow?",
              "type": "text",
            },
          ],
          "role": "user",
        },
      ],
      "model": "claude-haiku-5-5",
      "output_config": {
        "effort": "high",
        "format": {
          "schema": {
            "additionalProperties": false,
            "properties": {
              "causes": {
                "items": {
                  "description": "{minLength: 3}",
                  "type": "string",
                },
                "type": "array",
              },
            },
            "required": [
              "causes",
            ],
            "type": "object",
          },
          "type": "json_schema",
        },
      },
      "stream": true,
      "system": [
        {
          "cache_control": {
            "ttl": "1h",
            "type": "ephemeral",
          },
          "text": "Rules.",
          "type": "text",
        },
        {
          "text": "Role.",
          "type": "text",
        },
      ],
      "tool_choice": {
        "type": "auto",
      },
      "tools": [
        {
          "description": "Reads a file.",
          "input_schema": {
            "properties": {},
            "type": "object",
          },
          "name": "read_file",
        },
      ],
    }
  `);
});

describe('time', () => {
  test('a cancelled request closes the connection', async () => {
    await using recorded = await recordedStream(inStream([START, ...words('I think')]), 'stay open');
    const controller = new AbortController();
    const reading = (async () => {
      for await (const event of modelAt(recorded.url).run(REQUEST, controller.signal)) {
        if (event.kind === 'text') controller.abort(new Error('enough'));
      }
    })();
    await expect(reading).rejects.toThrow('enough');
    await recorded.closed;
  });

  test('whoever stops reading closes the connection', async () => {
    await using recorded = await recordedStream(inStream([START, ...words('I think')]), 'stay open');
    for await (const event of modelAt(recorded.url).run(REQUEST, NEVER)) if (event.kind === 'text') break;
    await recorded.closed;
  });

  test('a server that falls silent is a time-out', async () => {
    await using recorded = await recordedStream(inStream([START, ...words('I think')]), 'stay open');
    const events = await gather(modelAt(recorded.url, { silenceMs: 60 }).run(REQUEST, NEVER));
    expect(lastAttempt(events).stop).toMatchObject([
      { kind: 'failed', failure: { code: 'timed-out', attempts: 3 } },
    ]);
  });

  test('a wait beyond the budget is not begun', async () => {
    const patience = { attempts: 3, waitBudgetMs: 5_000 };
    await using api = await mockedApi([{ error: { status: 429, retryAfterSeconds: 60 } }], { patience });
    const events = await gather(api.model.run(REQUEST, NEVER));
    expect(events).toMatchObject([
      { kind: 'stop', stop: { kind: 'failed', failure: { code: 'rate-limited' } } },
    ]);
  });

  test('nobody there is told as such', async () => {
    const recorded = await recordedStream([]);
    await recorded[Symbol.asyncDispose]();
    const events = await gather(modelAt(recorded.url).run(REQUEST, NEVER));
    expect(lastAttempt(events).stop).toMatchObject([
      { failure: { code: 'unreachable', what: expect.stringContaining('ECONNREFUSED') } },
    ]);
  });
});

describe('the key', () => {
  test('is in no event, also where the server repeats it', async () => {
    await using api = await mockedApi([{ error: { status: 400 } }]);
    const events = JSON.stringify(await gather(api.model.run(REQUEST, NEVER)));
    expect(events).toContain('Refused the key [key].');
    expect(events).not.toContain(KEY);
  });

  test('is in no log, and no other credential goes along, whatever the SDK reads from its variables', async () => {
    vi.stubEnv('ANTHROPIC_LOG', 'debug');
    vi.stubEnv('ANTHROPIC_AUTH_TOKEN', 'another-credential');
    const logged = (['debug', 'info', 'log', 'warn', 'error'] as const).map((level) =>
      vi.spyOn(console, level),
    );
    await using recorded = await recordedStream([...inStream([START]), 'event: message_stop\ndata: {\n\n']);
    await gather(modelAt(recorded.url).run(REQUEST, NEVER));
    expect(logged.flatMap(({ mock }) => mock.calls)).toEqual([]);
    expect(JSON.stringify(recorded.headers)).not.toContain('another-credential');
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  test('is taken out of texts in each form', () => {
    const redact = keyRedactor({ ANTHROPIC_API_KEY: KEY });
    const forms = [KEY, Buffer.from(KEY).toString('base64'), Buffer.from(KEY).toString('hex')];
    expect(redact(forms.join(' '))).toBe('[key] [key] [key]');
    expect(keyRedactor({})('nothing to hide')).toBe('nothing to hide');
  });
});
