// Keeps the end of what a program prints, however much that is.

export interface BoundedText {
  append(chunk: Buffer): void;
  /** The last bytes as text; a character cut in half at the front is left out. */
  text(): string;
}

export function boundedText(limitBytes: number): BoundedText {
  let chunks: Buffer[] = [];
  let sizeBytes = 0;
  return {
    append(chunk) {
      chunks.push(chunk);
      sizeBytes += chunk.length;
      // Seldom, so that a program that prints byte by byte does not make this quadratic.
      if (sizeBytes > 2 * limitBytes || chunks.length > 4096) {
        chunks = [lastBytes(chunks, limitBytes)];
        sizeBytes = chunks[0]?.length ?? 0;
      }
    },
    text: () => lastBytes(chunks, limitBytes).toString('utf8'),
  };
}

function lastBytes(chunks: readonly Buffer[], limitBytes: number): Buffer {
  const all = Buffer.concat(chunks);
  if (all.length <= limitBytes) return all;
  let start = all.length - limitBytes;
  // UTF-8 continuation bytes look like 10xxxxxx (RFC 3629).
  while (start < all.length && ((all[start] ?? 0) & 0xc0) === 0x80) start += 1;
  return Buffer.from(all.subarray(start));
}
