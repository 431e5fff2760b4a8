// The scripted model keeps the contract of the real one.
import { modelContract } from '../ports/model.contract.ts';
import { scriptedModel } from './scripted-model.ts';

modelContract(async (turns) => ({
  model: scriptedModel(turns),
  [Symbol.asyncDispose]: async () => undefined,
}));
