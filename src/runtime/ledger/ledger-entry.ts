// One line of the ledger: money set aside before a call, or what the call really cost.
import { z } from 'zod';

const nameSchema = z.string().max(200);
const countSchema = z.int().min(0);
/** Up to the year 2100: a stranger's line must not name a day that no calendar has. */
const momentSchema = z.int().min(0).max(4_102_444_800_000);

/** Who spends, on what. */
const accountShape = {
  id: nameSchema,
  at: momentSchema,
  run: nameSchema,
  user: nameSchema,
  /** Kind of agent, e.g. `review`. */
  category: nameSchema,
  task: nameSchema,
  model: nameSchema,
};

const reservedSchema = z.strictObject({
  kind: z.literal('reserved'),
  ...accountShape,
  worstNanoUsd: countSchema,
});

const settledSchema = z.strictObject({
  kind: z.literal('settled'),
  ...accountShape,
  nanoUsd: countSchema,
  inputTokens: countSchema,
  outputTokens: countSchema,
  cacheWriteTokens: countSchema,
  cacheReadTokens: countSchema,
});

export const ledgerEntrySchema = z.discriminatedUnion('kind', [reservedSchema, settledSchema]);

export type Reserved = Readonly<z.infer<typeof reservedSchema>>;
export type Settled = Readonly<z.infer<typeof settledSchema>>;
export type LedgerEntry = Reserved | Settled;
