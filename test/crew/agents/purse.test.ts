// An agent never spends more than its file allows, however long its conversation and however dear its answers.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AgentModels } from '../../../src/crew/agents/agent-models.ts';
import { openPurse } from '../../../src/crew/agents/purse.ts';
import type { CrewModel } from '../../../src/run/open-model.ts';
import { callBounds } from '../../../src/runtime/ledger/call-bounds.ts';
import { MODEL_CATALOGUE } from '../../../src/runtime/model-catalogue.ts';
import type { Model, ModelRequest } from '../../../src/ports/model.ts';

const name = MODEL_CATALOGUE.tiers.strong;
const prices = MODEL_CATALOGUE.models[name];
if (prices === undefined) throw new Error('The catalogue has no strong model.');
const priced = { name, ...prices };

/** As dear as a call may be: nothing in the cache, every token of the answer written, and a failed attempt before it. */
const greedy = (retries: number): Model => ({
  async *run(request) {
    const { mostInputTokens, maxOutputTokens } = callBounds(request, priced);
    const usage = {
      inputTokens: 0,
      cacheReadTokens: 0,
      cacheWriteTokens: mostInputTokens,
      outputTokens: maxOutputTokens,
    };
    const failure = { code: 'stream-cut', what: 'Cut.', mend: 'Wait.', attempts: 1 } as const;
    for (let retry = 0; retry < retries; retry += 1) {
      yield { kind: 'usage', usage };
      yield { kind: 'retry', failure, waitMs: 0 };
    }
    yield { kind: 'usage', usage };
    yield { kind: 'stop', stop: { kind: 'finished' } };
  },
});

const requestOf = (characters: number): ModelRequest => ({
  model: name,
  system: [],
  messages: [{ role: 'user', parts: [{ kind: 'text', text: 'x'.repeat(characters) }] }],
  tools: [],
  toolChoice: 'auto',
  outputSchema: null,
  maxOutputTokens: 16_000,
  effort: null,
  cachesConversation: true,
});

test('what is spent stays within the limit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.double({ min: 0.001, max: 2, noNaN: true }),
      fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 2 }),
      async (limitUsd, lengths, retries) => {
        const purse = openPurse(greedy(retries), { limitUsd, priced: [priced] });
        for (const length of lengths) {
          const kinds: string[] = [];
          for await (const { kind } of purse.model.run(requestOf(length), new AbortController().signal))
            kinds.push(kind);
          expect(kinds.filter((kind) => kind === 'stop')).toHaveLength(1);
          expect(purse.spentUsd()).toBeLessThanOrEqual(limitUsd);
        }
      },
    ),
    { seed: 11, numRuns: 60 },
  );
});

test('without a limit nothing is changed', async () => {
  const seen: ModelRequest[] = [];
  const model: Model = {
    async *run(request) {
      seen.push(request);
      yield { kind: 'stop', stop: { kind: 'finished' } };
    },
  };
  const request = requestOf(100_000);
  for await (const _ of openPurse(model, { limitUsd: null, priced: [priced] }).model.run(
    request,
    new AbortController().signal,
  ));
  expect(seen).toEqual([request]);
});

test('the model of a run is one that agents can use', () => {
  const asAgents = (model: CrewModel): AgentModels => model;
  expect(asAgents).toBeTypeOf('function');
});
