// One line of the ledger: money set aside before a call, or what the call really cost.
import { z } from 'zod';
import { processIdentitySchema } from '../../ports/processes.ts';

const nameSchema = z.string().max(200);
const countSchema = z.int().min(0);

/** Who spends, on what. */
const accountShape = {
  id: nameSchema,
  at: z.int(),
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
  /** From then on the reservation of a process that died no longer counts. */
  expiresAt: z.int(),
  owner: processIdentitySchema,
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
