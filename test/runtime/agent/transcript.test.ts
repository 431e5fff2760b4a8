// A transcript fits its schema however much was said, and holds no secret.
import { expect, test } from 'vitest';
import { composeTranscript, transcriptSchema } from '../../../src/runtime/agent/transcript.ts';
import { NO_USAGE } from '../../../src/runtime/agent/usage.ts';

const LONG = 'hunter2 and more '.repeat(20_000);

test('a conversation of any size becomes a bounded document', () => {
  const calls = Array.from({ length: 80 }, (_, index) => {
    return { kind: 'tool-call', callId: `${index}`, name: LONG, input: { LONG } } as const;
  });
  const results = calls.map(
    ({ callId }) => ({ kind: 'tool-result', callId, text: LONG, isError: false }) as const,
  );
  const turn = { parts: calls, calls, text: LONG, stop: { kind: 'tool-calls' } } as const;
  const turns = [{ turn, results, usage: NO_USAGE }];
  const transcript = composeTranscript({ model: LONG, prompt: LONG, turns, usage: NO_USAGE }, (text) =>
    text.replaceAll('hunter2', '[key]'),
  );
  expect(transcriptSchema.parse(transcript)).toEqual(transcript);
  expect(JSON.stringify(transcript)).not.toContain('hunter2');
  expect(transcript.turns[0]?.calls).toHaveLength(50);
});

test('the last hundred turns are kept, and the rest is counted', () => {
  const turn = { parts: [], calls: [], text: 'x', stop: { kind: 'finished' } } as const;
  const turns = Array.from({ length: 103 }, () => ({ turn, results: [], usage: NO_USAGE }));
  const transcript = composeTranscript({ model: 'm', prompt: 'p', turns, usage: NO_USAGE }, (text) => text);
  expect([transcript.turns.length, transcript.leftOutTurns]).toEqual([100, 3]);
});
