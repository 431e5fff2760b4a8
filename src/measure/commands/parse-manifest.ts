// What measuring needs to know of a package.json, which the code under review may have broken.
import { z } from 'zod';

const names = z.record(z.string(), z.unknown()).default({});

const manifestSchema = z.looseObject({
  dependencies: names,
  devDependencies: names,
  optionalDependencies: names,
  workspaces: z.unknown().optional(),
  scripts: z.record(z.string(), z.string()).default({}),
});

export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** Null where it is no package.json a package manager would take. */
export function parseManifest(text: string): Manifest | null {
  try {
    return manifestSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
