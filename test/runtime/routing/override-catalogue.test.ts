// Other models and other prices than the shipped ones, and what is said where they do not fit.
import { expect, test } from 'vitest';
import { MODEL_CATALOGUE, modelCatalogueSchema } from '../../../src/runtime/model-catalogue.ts';
import {
  overrideCatalogue,
  type CatalogueOverride,
  type PricedModel,
} from '../../../src/runtime/routing/override-catalogue.ts';

const OURS: PricedModel = {
  name: 'ours',
  inputUsd: 1,
  outputUsd: 4,
  cacheWriteUsd: null,
  cacheWriteHourUsd: null,
  cacheReadUsd: 0.5,
  contextTokens: 200_000,
  maxOutputTokens: 32_000,
};

function overridden(tiers: Partial<CatalogueOverride['tiers']>) {
  const all = { fast: null, strong: null, deepest: null, ...tiers };
  return overrideCatalogue({ tiers: all, writtenIn: 'crew.models' });
}

test('the shipped catalogue fits its own schema', () => {
  expect(modelCatalogueSchema.parse(MODEL_CATALOGUE)).toEqual(MODEL_CATALOGUE);
  expect(overridden({})).toEqual(MODEL_CATALOGUE);
});

test('a tier takes another model of the catalogue, or one with its prices', () => {
  const { tiers, models } = overridden({ deepest: 'claude-fable-5-2', fast: OURS, strong: 'ours' });
  expect(tiers).toEqual({ fast: 'ours', strong: 'ours', deepest: 'claude-fable-5-2' });
  expect(models['ours']?.usdPerMillion).toEqual({
    input: 1,
    output: 4,
    cacheWrite: 1.25,
    cacheWriteHour: 2,
    cacheRead: 0.5,
  });
});

test('a name without a price, and a name with two, are Problems with place and mend', () => {
  expect(() => overridden({ fast: 'gpt' })).toThrow(
    'crew.models.fast: nothing is known of what "gpt" costs; known are claude-haiku-5-5, claude-sonnet-5-5, claude-opus-5-5, claude-fable-5-2.',
  );
  expect(() => overridden({ fast: OURS, strong: { ...OURS, inputUsd: 2 } })).toThrow(
    'crew.models.strong: ours has other prices than in crew.models.fast.',
  );
});
