// How a resource is called on both sides: bundlers put a hash of the content into file names, which no two builds share.

/** `/assets/index-Bq3x9aT2.js` → `/assets/index.js`. */
export function stablePath(path: string): string {
  return path.replace(/[-.](?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{8,}(?=\.[a-z]\w*(?:\.map)?$)/i, '');
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function kilobytes(sizeBytes: number): string {
  return sizeBytes < 9_950 ? `${(sizeBytes / 1000).toFixed(1)} kB` : `${Math.round(sizeBytes / 1000)} kB`;
}
