// Every room hands the next one a document: plain JSON that says what it is, in which version, and refuses unknown keys.
import { z } from 'zod';

/** The schema of a document: a strict object headed by its kind and version. */
export function documentSchema<Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) {
  return z.strictObject({ document: z.literal(kind), version: z.literal(1), ...shape });
}

/** A value nobody downstream may change. */
export type DeepReadonly<Value> = Value extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: DeepReadonly<Value[Key]> }
    : Value;
