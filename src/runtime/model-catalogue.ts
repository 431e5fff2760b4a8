// Which models there are, what each tier uses and what they cost: data with a date, overridable by configuration.
// Sources, as read on 2026-11-21: platform.claude.com/docs/en/models/haiku-5-5/overview (also priced by the prompt's length, cached
// parts included), …/es/models/opus-5-5/overview and …/zh-CN/models/opus-5-5/overview (cache read 0.20), …/about-claude/models/whats-new-opus-5
// (the line-up), docs.laozhang.ai/en/announcements/claude-fable-5-2-2026-11 (Fable 5.2 at list price, last checked there on 2026-11-10),
// github.com/TheKrush/PromptFuel release 1.0.23 (Sonnet 5.5 reads its cache for 0.10 since 2026-10-07).
// A cache write costs 1.25 × input for five minutes and 2 × for an hour.
import { z } from 'zod';
import type { DeepReadonly } from '../core/document.ts';

export const MODEL_TIERS = ['fast', 'strong', 'deepest'] as const;
export type ModelTier = (typeof MODEL_TIERS)[number];

const usdSchema = z.number().min(0).max(20_000);

/** USD per million tokens. */
const pricesSchema = z.strictObject({
  input: usdSchema,
  output: usdSchema,
  /** Kept for five minutes. */
  cacheWrite: usdSchema,
  /** Kept for an hour. */
  cacheWriteHour: usdSchema,
  cacheRead: usdSchema,
});

const modelSchema = z.strictObject({
  contextTokens: z.int().min(1000),
  maxOutputTokens: z.int().min(1),
  usdPerMillion: pricesSchema,
  /** Prices of the whole request where its prompt, cached parts included, is longer than that. */
  longPrompt: z.strictObject({ overTokens: z.int().min(1), usdPerMillion: pricesSchema }).nullable(),
});

const modelNameSchema = z.string().min(1).max(200);

export const modelCatalogueSchema = z
  .strictObject({
    /** The day the prices were read. */
    asOf: z.iso.date(),
    tiers: z.strictObject({ fast: modelNameSchema, strong: modelNameSchema, deepest: modelNameSchema }),
    models: z.record(modelNameSchema, modelSchema),
  })
  .superRefine(({ tiers, models }, context) => {
    for (const tier of MODEL_TIERS) {
      if (Object.hasOwn(models, tiers[tier])) continue;
      context.addIssue({
        code: 'custom',
        path: ['tiers', tier],
        message: `${tiers[tier]} has no entry under models; add its prices there`,
      });
    }
  });

export type ModelCatalogue = DeepReadonly<z.infer<typeof modelCatalogueSchema>>;
export type CataloguedModel = ModelCatalogue['models'][string];
export type ModelPrices = CataloguedModel['usdPerMillion'];

const MILLION = { contextTokens: 1_000_000, maxOutputTokens: 128_000 };

export const MODEL_CATALOGUE: ModelCatalogue = {
  asOf: '2026-11-21',
  // Fable answers for `deepest` only where configured: at its price one long answer spends the default cap of a run.
  tiers: { fast: 'claude-haiku-5-5', strong: 'claude-sonnet-5-5', deepest: 'claude-opus-5-5' },
  models: {
    'claude-haiku-5-5': {
      ...MILLION,
      usdPerMillion: { input: 0.1, output: 0.5, cacheWrite: 0.125, cacheWriteHour: 0.2, cacheRead: 0.01 },
      longPrompt: {
        overTokens: 100_000,
        usdPerMillion: { input: 0.5, output: 2.5, cacheWrite: 0.625, cacheWriteHour: 1, cacheRead: 0.05 },
      },
    },
    'claude-sonnet-5-5': {
      ...MILLION,
      usdPerMillion: { input: 2, output: 10, cacheWrite: 2.5, cacheWriteHour: 4, cacheRead: 0.1 },
      longPrompt: null,
    },
    'claude-opus-5-5': {
      ...MILLION,
      usdPerMillion: { input: 4, output: 20, cacheWrite: 5, cacheWriteHour: 8, cacheRead: 0.2 },
      longPrompt: null,
    },
    'claude-fable-5-2': {
      ...MILLION,
      usdPerMillion: { input: 8, output: 40, cacheWrite: 10, cacheWriteHour: 16, cacheRead: 0.2 },
      longPrompt: null,
    },
  },
};
