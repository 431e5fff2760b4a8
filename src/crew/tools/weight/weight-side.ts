// One side of a change as it is weighed: texts, and the sizes of what is served, as somebody else has measured them.
import type { SourceFile } from '../../source-file.ts';

export interface Asset {
  /** Path in the repository, with forward slashes. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly gzipBytes: number | null;
}

export interface WeightSide {
  /** package.json and lock files, pages, style sheets and sources. */
  readonly files: readonly SourceFile[];
  readonly assets?: readonly Asset[];
}

/** Where the size of a file was not handed in, its text tells it. */
export function assetsOf({ files, assets = [] }: WeightSide): ReadonlyMap<string, Asset> {
  const encoder = new TextEncoder();
  const found = new Map<string, Asset>();
  for (const { path, text } of files)
    found.set(path, { path, sizeBytes: encoder.encode(text).length, gzipBytes: null });
  for (const asset of assets) found.set(asset.path, asset);
  return found;
}

export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
