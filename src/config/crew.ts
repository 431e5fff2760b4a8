// The configuration's section `crew`: whether agents use a model, which one, for how much money, and who works at all.
import { z } from 'zod';

const amount = z.number().min(0).max(1_000_000);
const nameSchema = z
  .string()
  .max(100)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'Expected a name in lower case, e.g. security-sentinel');
const price = z.number().min(0).max(10_000);

const budgetSchema = z.strictObject({
  usd_per_run: amount
    .nullable()
    .default(null)
    .describe('What the model may cost in one run; 1 by default (`budget.usd`).'),
  usd_per_day: amount.nullable().default(null).describe('And in one day (UTC); open by default.'),
  usd_per_month: amount.nullable().default(null).describe('And in one month (UTC); open by default.'),
  runs_per_user_per_hour: z
    .int()
    .min(0)
    .max(1000)
    .default(5)
    .describe('Runs with a model that one user may begin within an hour.'),
});

const pricedModelSchema = z.strictObject({
  name: z.string().min(1).max(200).describe('As the provider names it.'),
  input_usd_per_million: price.describe('USD per million tokens read.'),
  output_usd_per_million: price.describe('USD per million tokens written.'),
  cache_write_usd_per_million: price
    .nullable()
    .default(null)
    .describe('Kept for five minutes; 1.25 × input by default.'),
  cache_write_hour_usd_per_million: price
    .nullable()
    .default(null)
    .describe('Kept for an hour; 2 × input by default.'),
  cache_read_usd_per_million: price
    .nullable()
    .default(null)
    .describe('Read from the cache; as dear as input by default.'),
  context_tokens: z
    .int()
    .min(1000)
    .max(100_000_000)
    .default(200_000)
    .describe('The longest prompt it takes.'),
  max_output_tokens: z.int().min(1).max(10_000_000).default(32_000).describe('The longest answer it gives.'),
});

const tierSchema = z
  .union([z.string().min(1).max(200), pricedModelSchema])
  .nullable()
  .default(null);

const hours = (kept: number) => z.number().min(0).max(8760).default(kept);

export const crewSchema = z.strictObject({
  automation: z
    .enum(['manual', 'assisted', 'auto'])
    .default('assisted')
    .describe(
      'What becomes of proven patches: `manual` reports them; `assisted` offers them as suggestions and pull requests; `auto` also commits those of low risk where the pull request bears the label `perfcrew:auto`, and proposes to revert pushes that made the default branch slower.',
    ),
  model: z
    .enum(['auto', 'off'])
    .default('auto')
    .describe(
      '`auto` uses the model where ANTHROPIC_API_KEY is set; `off` never does. The tools work either way.',
    ),
  budget: budgetSchema.prefault({}).describe('What the model may cost.'),
  models: z
    .strictObject({
      fast: tierSchema.describe(
        'Model of easy tasks: a name that docs/costs.md lists, or a group with its prices.',
      ),
      strong: tierSchema.describe('Model of hard tasks, and the one that reviews.'),
      deepest: tierSchema.describe('Model of security and critical reasoning.'),
    })
    .prefault({})
    .describe('Other models than the shipped ones, or other prices.'),
  crews: z
    .array(nameSchema)
    .default(['performance'])
    .describe('Crews that work: shipped ones, or your own in `.github/perfcrew/crew/`.'),
  reviewers: z
    .array(nameSchema)
    .nullable()
    .default(null)
    .describe(
      'The only reviewers that may work, each at the levels `gates` gives it; one of your own at every level but minimal. By default all that `gates` says.',
    ),
  caching: z
    .strictObject({
      review_hours: hours(24).describe(
        'How long the answer of a review stays good while the files it read stay the same.',
      ),
      exploration_hours: hours(1).describe('And that of a survey of the code.'),
      architecture_hours: hours(48).describe('And what was said of the architecture.'),
      security_hours: hours(6).describe('And of security.'),
    })
    .prefault({})
    .describe('How long answers are used again; 0 asks each time.'),
});
