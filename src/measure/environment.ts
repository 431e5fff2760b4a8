// The machine and tools a number was measured with; numbers of different environments are not compared.
import { z } from 'zod';

export const environmentSchema = z.strictObject({
  cpuModel: z.string(),
  cpuCount: z.int().positive(),
  memoryBytes: z.number().nonnegative(),
  kernel: z.string(),
  /** Name and version of the runner image or distribution. */
  image: z.string(),
  node: z.string(),
  chrome: z.string().nullable(),
  postgres: z.string().nullable(),
  perfcrew: z.string(),
});

export type Environment = Readonly<z.infer<typeof environmentSchema>>;
