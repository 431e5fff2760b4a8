// Agents on the adapter of the Messages API, against a third party's mock over real HTTP.
import { expect, test } from 'vitest';
import { KEY, mockedApi } from '../../io/anthropic/mocked-api.ts';
import { textsOf, agentContract, SECRET } from './agent-contract.ts';

agentContract(async (turns) => {
  const api = await mockedApi(turns);
  return {
    model: api.model,
    sent: () => api.requests().map(({ body }) => textsOf(body)),
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
});

test('the secret that must not appear is the key of the adapter', () => {
  expect(SECRET).toBe(KEY);
});
