// What a change adds to what is installed and to what a browser loads, with what should be looked at.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../../../core/document.ts';
import { locationSchema } from '../../../core/location.ts';

const packageSchema = z.strictObject({
  /** Folder of the lock file; empty at the top. */
  folder: z.string(),
  name: z.string(),
  version: z.string(),
  isDirect: z.boolean(),
  isDev: z.boolean(),
  /** Runs code of its own when it is installed; null where the lock file does not say. */
  hasInstallScript: z.boolean().nullable(),
  /** Built for one system, or built on the machine. */
  isNative: z.boolean(),
});
const bytesSchema = z.strictObject({ sizeBytes: z.int().min(0), gzipBytes: z.int().min(0).nullable() });

const WEIGHT_KINDS = [
  'blocking-script',
  'blocking-stylesheet',
  'duplicate-package',
  'font-fetched-twice',
  'font-hides-text',
  'heavy-image',
  'heavy-package',
  'image-without-size',
  'install-script',
  'rare-import',
  'whole-import',
] as const;

export const weightReportSchema = documentSchema('weight', {
  packages: z.strictObject({
    added: z.array(packageSchema),
    removed: z.array(packageSchema),
    upgraded: z.array(
      z.strictObject({
        folder: z.string(),
        name: z.string(),
        from: z.array(z.string()),
        to: z.array(z.string()),
      }),
    ),
    /** Of head: what each direct dependency brings along, and of that what nothing else brings. */
    direct: z.array(packageSchema.extend({ bringsCount: z.int().min(0), alonePackageCount: z.int().min(0) })),
    duplicates: z.array(
      z.strictObject({
        folder: z.string(),
        name: z.string(),
        versions: z.array(z.string()),
        isNew: z.boolean(),
      }),
    ),
    count: z.strictObject({ base: z.int(), head: z.int() }),
  }),
  /** What stands on the pages of either side, as far as its size is known. */
  pages: z.array(z.strictObject({ path: z.string(), base: bytesSchema.nullable(), head: bytesSchema })),
  assets: z.array(
    z.strictObject({ path: z.string(), base: bytesSchema.nullable(), head: bytesSchema.nullable() }),
  ),
  findings: z.array(
    z.strictObject({
      kind: z.enum(WEIGHT_KINDS),
      severity: z.enum(['low', 'medium', 'high']),
      location: locationSchema.nullable(),
      /** Whether this change brought it or it was there before. */
      origin: z.enum(['change', 'before']),
      /** Null where it is not known. */
      sizeBytes: z.int().min(0).nullable(),
      gzipBytes: z.int().min(0).nullable(),
      message: z.string(),
      mend: z.string(),
    }),
  ),
});

export type WeightReport = DeepReadonly<z.infer<typeof weightReportSchema>>;
export type WeightFinding = WeightReport['findings'][number];
