// Weighs a change: what it adds to what is installed, to what a browser loads and to what a start imports. Reads texts, runs nothing.
import type { SourceFile } from '../../source-file.ts';
import { judgePackages } from './judge-packages.ts';
import { compareLocks } from './locks/compare-locks.ts';
import { readLocks } from './locks/read-locks.ts';
import { judgeLoads } from './pages/judge-page.ts';
import { type Load, loadsOf } from './pages/loads.ts';
import { judgeImports } from './sources/judge-imports.ts';
import { type Asset, assetsOf, type WeightSide } from './weight-side.ts';
import type { WeightReport } from './weight-report.ts';

export function weighChange({
  base,
  head,
}: {
  readonly base: WeightSide;
  readonly head: WeightSide;
}): WeightReport {
  const packages = compareLocks(readLocks(base.files), readLocks(head.files));
  const [before, after] = [assetsOf(base), assetsOf(head)];
  const old = new Map(base.files.map((file) => [file.path, file]));
  const pages = head.files
    .filter(({ path }) => /\.html?$/.test(path))
    .map((file) => ({
      path: file.path,
      base: loadsIn(old.get(file.path), before),
      head: loadsIn(file, after) ?? [],
    }));
  return {
    document: 'weight',
    version: 1,
    packages,
    pages: pages.map((page) => ({
      path: page.path,
      base: page.base && total(page.base),
      head: total(page.head),
    })),
    assets: changedAssets(base.assets ?? [], head.assets ?? []),
    findings: [
      ...pages.flatMap((page) => judgeLoads(page.path, page.head, page.base ?? [])),
      ...judgePackages(packages, head.files),
      ...head.files.flatMap((file) => judgeImports(file, old.get(file.path) ?? null)),
    ],
  };
}

function loadsIn(file: SourceFile | undefined, assets: ReadonlyMap<string, Asset>): readonly Load[] | null {
  return file === undefined ? null : loadsOf(file.path, file.text, assets);
}

/** Each file once, however often it is named. Packed sizes add up only where all are known. */
function total(loads: readonly Load[]): WeightReport['pages'][number]['head'] {
  const assets = new Set(loads.flatMap(({ asset }) => asset ?? []));
  let sizeBytes = 0;
  let gzipBytes: number | null = 0;
  for (const asset of assets) {
    sizeBytes += asset.sizeBytes;
    gzipBytes = gzipBytes === null || asset.gzipBytes === null ? null : gzipBytes + asset.gzipBytes;
  }
  return { sizeBytes, gzipBytes };
}

function changedAssets(base: readonly Asset[], head: readonly Asset[]): WeightReport['assets'] {
  const [before, after] = [base, head].map((assets) => new Map(assets.map((asset) => [asset.path, asset])));
  const paths = [...new Set([...base, ...head].map(({ path }) => path))].toSorted();
  return paths.flatMap((path) => {
    const [old, now] = [bytes(before?.get(path)), bytes(after?.get(path))];
    return old?.sizeBytes === now?.sizeBytes && old?.gzipBytes === now?.gzipBytes
      ? []
      : [{ path, base: old, head: now }];
  });
}

function bytes(asset: Asset | undefined): WeightReport['assets'][number]['head'] {
  return asset === undefined ? null : { sizeBytes: asset.sizeBytes, gzipBytes: asset.gzipBytes };
}
