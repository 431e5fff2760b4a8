// Agents of the performance crew on the adapter of the Messages API, against a third party's mock over real HTTP.
import { mockedApi } from '../../io/anthropic/mocked-api.ts';
import { textsOf } from '../../runtime/agent/agent-contract.ts';
import { agentsContract } from './agents-contract.ts';

agentsContract(async (turns) => {
  const api = await mockedApi(turns);
  return {
    model: api.model,
    sent: () => api.requests().map(({ body }) => textsOf(body)),
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
});
