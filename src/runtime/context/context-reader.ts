// Reading on demand, below one root only; what was read is remembered, for it decides how long an answer stays good.
import type { KeptFiles } from '../../ports/kept-files.ts';
import { contentHash } from './content-hash.ts';

const MOST_BYTES = 4_000_000;

/** A file as it was when an agent read it; the hash is null where there was none to read. */
export interface ReadFile {
  readonly path: string;
  readonly hash: string | null;
}

export interface ContextReader {
  /** Null where it is missing, larger than 4 MB, or leads out of the root. That, too, is remembered. */
  read(path: string): Promise<string | null>;
  /** Every file read so far, by path, as it was the first time. */
  reads(): readonly ReadFile[];
}

export function contextReader(root: string, files: KeptFiles): ContextReader {
  const seen = new Map<string, string | null>();
  return {
    async read(path) {
      const bytes = await files.readBelow(root, path, MOST_BYTES);
      const hash = bytes === null ? null : await contentHash(bytes);
      if (!seen.has(path)) seen.set(path, hash);
      return bytes === null ? null : new TextDecoder().decode(bytes);
    },
    reads: () =>
      [...seen].map(([path, hash]) => ({ path, hash })).toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** The first of the files that is no longer as it was read; null where all are. */
export async function firstChanged(
  reads: readonly ReadFile[],
  { root, files }: { readonly root: string; readonly files: KeptFiles },
): Promise<string | null> {
  for (const { path, hash } of reads) {
    const bytes = await files.readBelow(root, path, MOST_BYTES);
    if ((bytes === null ? null : await contentHash(bytes)) !== hash) return path;
  }
  return null;
}
