// Reads measurements out of a workflow's archive as what it is: bytes a stranger's code may have written.
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import type { Measurement } from '../src/measure/measurement.ts';
import {
  parseUpstreamMeasurement,
  UPSTREAM_LIMITS,
  type UpstreamMeasurements,
} from '../src/run/upstream-measurements.ts';

/** Entries of an archive that are looked at; reports and logs are among them. */
const MAXIMUM_ENTRIES = 5000;

/** Only `measurements/*.json` is read, and nothing is ever written to disk. */
export async function readMeasurements(archive: Uint8Array): Promise<UpstreamMeasurements> {
  const zip = await openOrNull(archive);
  if (zip === null) return { measurements: [], refused: 1 };
  const measurements: Measurement[] = [];
  let refused = 0;
  let entries = 0;
  let documents = 0;
  let totalBytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      entries += 1;
      if (entries > MAXIMUM_ENTRIES) return { measurements, refused: refused + 1 };
      if (!/(?:^|\/)measurements\/[a-z0-9-]+\.json$/.test(entry.fileName)) continue;
      documents += 1;
      totalBytes += entry.uncompressedSize;
      const fits =
        documents <= UPSTREAM_LIMITS.documents &&
        entry.uncompressedSize <= UPSTREAM_LIMITS.documentBytes &&
        totalBytes <= UPSTREAM_LIMITS.totalBytes;
      const measurement = fits ? parseUpstreamMeasurement(await textOf(zip, entry)) : null;
      if (measurement === null) refused += 1;
      else measurements.push(measurement);
    }
  } catch {
    // A damaged or lying archive ends the reading; what was whole before it still counts.
    refused += 1;
  }
  return { measurements, refused };
}

async function openOrNull(archive: Uint8Array): Promise<ZipFile | null> {
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
