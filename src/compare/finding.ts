// One thing a reviewer should know: what got worse, by how much, and which lines of the diff did it.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../core/document.ts';
import { locationSchema } from '../core/location.ts';
import { GATE_IDS } from '../core/gate-id.ts';

export const findingSchema = documentSchema('finding', {
  /** Stable over pushes for the same cause: kind, gate, target and place hashed. */
  id: z.string(),
  /** e.g. `index-lost`, `repeated-statement`, `regression`, `improvement`, `budget`. */
  kind: z.string(),
  gate: z.enum(GATE_IDS),
  target: z.string(),
  /** error fails the gate, warning is shown, note is folded. */
  severity: z.enum(['error', 'warning', 'note']),
  title: z.string(),
  detail: z.string(),
  /** The lines of the diff that did it; null where they could not be told. */
  location: locationSchema.nullable(),
  evidence: z.strictObject({ base: z.string().nullable(), head: z.string().nullable() }),
});

export type Finding = DeepReadonly<z.infer<typeof findingSchema>>;
