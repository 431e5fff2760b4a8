// Lays what configuration says of models over the shipped catalogue; what does not fit is told with its place and its mend.
import { Problem } from '../../core/problem.ts';
import {
  MODEL_CATALOGUE,
  MODEL_TIERS,
  modelCatalogueSchema,
  type CataloguedModel,
  type ModelCatalogue,
  type ModelTier,
} from '../model-catalogue.ts';

/** USD per million tokens; what is null follows from the price of input, on the dear side. */
export interface PricedModel {
  readonly name: string;
  readonly inputUsd: number;
  readonly outputUsd: number;
  readonly cacheWriteUsd: number | null;
  readonly cacheWriteHourUsd: number | null;
  readonly cacheReadUsd: number | null;
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
}

export interface CatalogueOverride {
  /** A name of the catalogue, a model with its prices, or null for the shipped one. */
  readonly tiers: Readonly<Record<ModelTier, string | PricedModel | null>>;
  /** Where the tiers are written, e.g. `crew.models` of .github/perfcrew.yml. */
  readonly writtenIn: string;
}

export function overrideCatalogue(
  { tiers, writtenIn }: CatalogueOverride,
  base: ModelCatalogue = MODEL_CATALOGUE,
): ModelCatalogue {
  const models: Record<string, CataloguedModel> = { ...base.models };
  const writers = new Map<string, ModelTier>();
  const names: Record<ModelTier, string> = { ...base.tiers };
  for (const tier of MODEL_TIERS) {
    const said = tiers[tier];
    if (said === null) continue;
    names[tier] = typeof said === 'string' ? said : said.name;
    if (typeof said === 'string') continue;
    const { name } = said;
    const earlier = writers.get(name);
    const model = modelOf(said);
    if (earlier !== undefined && JSON.stringify(models[name]) !== JSON.stringify(model)) {
      throw new Problem('config-invalid', {
        what: `${writtenIn}.${tier}: ${name} has other prices than in ${writtenIn}.${earlier}.`,
        mend: `Write the same prices in both, or only the name in ${tier}.`,
      });
    }
    models[name] = model;
    writers.set(name, tier);
  }
  for (const tier of MODEL_TIERS) {
    if (Object.hasOwn(models, names[tier])) continue;
    throw new Problem('config-invalid', {
      what: `${writtenIn}.${tier}: nothing is known of what ${JSON.stringify(names[tier])} costs; known are ${Object.keys(base.models).join(', ')}.`,
      mend: `Write one of those, or \`{ name: …, input_usd_per_million: …, output_usd_per_million: … }\`.`,
    });
  }
  return modelCatalogueSchema.parse({ asOf: base.asOf, tiers: names, models });
}

function modelOf(said: PricedModel): CataloguedModel {
  const { inputUsd, outputUsd, contextTokens, maxOutputTokens } = said;
  return {
    contextTokens,
    maxOutputTokens,
    usdPerMillion: {
      input: inputUsd,
      output: outputUsd,
      cacheWrite: said.cacheWriteUsd ?? 1.25 * inputUsd,
      cacheWriteHour: said.cacheWriteHourUsd ?? 2 * inputUsd,
      cacheRead: said.cacheReadUsd ?? inputUsd,
    },
    longPrompt: null,
  };
}
