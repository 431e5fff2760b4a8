// What an agent needs of the models: which one answers for a tier, at which prices, on whose account.
import type { Model } from '../../ports/model.ts';
import type { CataloguedModel, ModelTier } from '../../runtime/model-catalogue.ts';

export type NamedModel = CataloguedModel & { readonly name: string };

export interface AgentModels {
  /** Booked on an agent: `category` is its kind, `task` its name. */
  modelFor(agent: { readonly category: string; readonly task: string }): Model;
  resolve(tier: ModelTier): NamedModel;
  /** Takes secrets out of a text. */
  readonly redact: (text: string) => string;
}
