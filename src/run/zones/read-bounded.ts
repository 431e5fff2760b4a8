// Reads a document that another zone wrote: no link is followed out of the folder, and size, depth and shape are checked.
import type { z } from 'zod';
import { Problem } from '../../core/problem.ts';
import type { KeptFiles } from '../../ports/kept-files.ts';
import { parseBounded } from '../../runtime/store/parse-bounded.ts';

export interface BoundedFile<Value> {
  /** Absolute. */
  readonly folder: string;
  /** Below it. */
  readonly path: string;
  readonly schema: z.ZodType<Value>;
  readonly mostBytes: number;
}

export type BoundedRead<Value> =
  | { readonly valid: true; readonly value: Value }
  | { readonly valid: false; readonly reason: string };

export async function tryReadBounded<Value>(
  { folder, path, schema, mostBytes }: BoundedFile<Value>,
  files: Pick<KeptFiles, 'readBelow'>,
): Promise<BoundedRead<Value>> {
  const bytes = await files.readBelow(folder, path, mostBytes);
  if (bytes === null)
    return {
      valid: false,
      reason: `it is not there, is larger than ${Math.round(mostBytes / 1_000_000)} MB, or is a link out of the folder`,
    };
  return parseBounded(new TextDecoder().decode(bytes), { schema, mostBytes });
}

/** `mend`: what writes it. */
export async function readBounded<Value>(
  file: BoundedFile<Value> & { readonly mend: string },
  files: Pick<KeptFiles, 'readBelow'>,
): Promise<Value> {
  const read = await tryReadBounded(file, files);
  if (read.valid) return read.value;
  throw new Problem('document-invalid', {
    what: `${file.folder}/${file.path} cannot be used: ${read.reason}.`,
    mend: file.mend,
  });
}
