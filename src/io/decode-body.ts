// Undoes the content-encoding of an answer without trusting it: a few bytes may claim to be gigabytes, or be no gzip at all.
import type { Transform } from 'node:stream';
// As a whole: a name that an older Node does not export would keep the program from telling which Node it needs.
import zlib from 'node:zlib';

export interface DecodedBody {
  readonly bytes: Buffer;
  readonly isCut: boolean;
}

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: zlib.createGunzip,
  'x-gzip': zlib.createGunzip,
  deflate: zlib.createInflate,
  br: zlib.createBrotliDecompress,
  zstd: zlib.createZstdDecompress,
};

/** Bytes in an encoding that is unknown or not kept to come back as they are. */
export async function decodeBody(
  sent: DecodedBody,
  encoding: string,
  limitBytes: number,
): Promise<DecodedBody> {
  const create = DECODERS[encoding.trim().toLowerCase()];
  if (create === undefined || sent.bytes.length === 0) return sent;
  const decoder = create();
  // It may fail once more after the loop below was left, when nobody waits for it.
  decoder.on('error', () => {});
  decoder.end(sent.bytes);
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of decoder) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes.subarray(0, limitBytes - sizeBytes));
      sizeBytes += bytes.length;
      if (sizeBytes > limitBytes) return { bytes: Buffer.concat(chunks), isCut: true };
    }
    return { bytes: Buffer.concat(chunks), isCut: sent.isCut };
  } catch {
    return chunks.length === 0 ? sent : { bytes: Buffer.concat(chunks), isCut: true };
  }
}
