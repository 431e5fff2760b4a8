// The models of a run: the shipped catalogue with what `crew.models` says.
import type { Config } from '../config/config.ts';
import type { ModelCatalogue } from '../runtime/model-catalogue.ts';
import { overrideCatalogue, type PricedModel } from '../runtime/routing/override-catalogue.ts';

type SaidModel = Config['crew']['models']['fast'];

export function crewCatalogue({ crew }: Pick<Config, 'crew'>): ModelCatalogue {
  const { fast, strong, deepest } = crew.models;
  return overrideCatalogue({
    tiers: { fast: inWords(fast), strong: inWords(strong), deepest: inWords(deepest) },
    writtenIn: 'crew.models',
  });
}

function inWords(said: SaidModel): string | PricedModel | null {
  if (said === null || typeof said === 'string') return said;
  return {
    name: said.name,
    inputUsd: said.input_usd_per_million,
    outputUsd: said.output_usd_per_million,
    cacheWriteUsd: said.cache_write_usd_per_million,
    cacheWriteHourUsd: said.cache_write_hour_usd_per_million,
    cacheReadUsd: said.cache_read_usd_per_million,
    contextTokens: said.context_tokens,
    maxOutputTokens: said.max_output_tokens,
  };
}
