// Reads measurements out of a workflow's archive as what it is: bytes a stranger's code may have written.
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { measurementSchema, type Measurement } from '../src/measure/measurement.ts';

export const ARCHIVE_LIMITS = {
  archiveBytes: 20 * 1024 * 1024,
  entries: 500,
  /** Of one document, unpacked. */
  documentBytes: 8 * 1024 * 1024,
  /** Of all documents, unpacked. */
  totalBytes: 64 * 1024 * 1024,
} as const;

export interface ArchivedMeasurements {
  readonly measurements: readonly Measurement[];
  /** Files that do not fit the schema or the limits; they are left out. */
  readonly refused: number;
}

/** Only `measurements/*.json` is looked at, and nothing is ever written to disk. */
export async function readMeasurements(archive: Uint8Array): Promise<ArchivedMeasurements> {
  const zip = await openOrNull(archive);
  if (zip === null) return { measurements: [], refused: 1 };
  const measurements: Measurement[] = [];
  let refused = 0;
  let entries = 0;
  let totalBytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      entries += 1;
      if (entries > ARCHIVE_LIMITS.entries) return { measurements, refused: refused + 1 };
      if (!/(?:^|\/)measurements\/[a-z0-9-]+\.json$/.test(entry.fileName)) continue;
      totalBytes += entry.uncompressedSize;
      const tooLarge =
        entry.uncompressedSize > ARCHIVE_LIMITS.documentBytes || totalBytes > ARCHIVE_LIMITS.totalBytes;
      const measurement = tooLarge ? null : parse(await textOf(zip, entry));
      if (measurement === null) refused += 1;
      else measurements.push(measurement);
    }
  } catch {
    // A damaged or lying archive ends the reading; what was whole before it still counts.
    refused += 1;
  } finally {
    zip.close();
  }
  return { measurements, refused };
}

async function openOrNull(archive: Uint8Array): Promise<ZipFile | null> {
  if (archive.byteLength > ARCHIVE_LIMITS.archiveBytes) return null;
  try {
    return await fromBufferPromise(Buffer.from(archive), { strictFileNames: true });
  } catch {
    return null;
  }
}

/** yauzl stops a stream that unpacks to more than the entry promised. */
async function textOf(zip: ZipFile, entry: Entry): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): Measurement | null {
  try {
    const parsed = measurementSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
