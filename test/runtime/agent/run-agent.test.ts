// Agents on the scripted model.
import { scriptedModel } from '../../fakes/scripted-model.ts';
import { textsOf, agentContract } from './agent-contract.ts';

agentContract(async (turns) => {
  const model = scriptedModel(turns);
  return {
    model,
    sent: () => model.requests.map((request) => textsOf(request)),
    [Symbol.asyncDispose]: async () => undefined,
  };
});
