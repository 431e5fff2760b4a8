// Agents of the performance crew on a scripted model.
import { scriptedModel } from '../../fakes/scripted-model.ts';
import { textsOf } from '../../runtime/agent/agent-contract.ts';
import { agentsContract } from './agents-contract.ts';

agentsContract(async (turns) => {
  const model = scriptedModel(turns);
  return {
    model,
    sent: () => model.requests.map(textsOf),
    async [Symbol.asyncDispose]() {},
  };
});
