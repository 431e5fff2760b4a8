// Reads the measurements of a downloaded artifact, whose every byte a stranger's code may have written.
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Measurement } from '../measure/measurement.ts';
import {
  parseUpstreamMeasurement,
  UPSTREAM_LIMITS,
  type UpstreamMeasurements,
} from '../run/upstream-measurements.ts';

/** Looks only at plain files `measurements/*.json`; each is weighed before it is read, and links are never followed. */
export async function readUpstreamFolder(directory: string): Promise<UpstreamMeasurements> {
  const folder = join(directory, 'measurements');
  const measurements: Measurement[] = [];
  let refused = 0;
  let totalBytes = 0;
  const names = await jsonFilesOf(folder);
  for (const [index, name] of names.entries()) {
    const file = await lstat(join(folder, name));
    totalBytes += file.size;
    const fits =
      file.isFile() &&
      index < UPSTREAM_LIMITS.documents &&
      file.size <= UPSTREAM_LIMITS.documentBytes &&
      totalBytes <= UPSTREAM_LIMITS.totalBytes;
    const measurement = fits ? parseUpstreamMeasurement(await readFile(join(folder, name), 'utf8')) : null;
    if (measurement === null) refused += 1;
    else measurements.push(measurement);
  }
  return { measurements, refused };
}

/** None where there is no folder: the job that measures may have died before. */
async function jsonFilesOf(folder: string): Promise<readonly string[]> {
  const isFolder = (await lstat(folder).catch(() => null))?.isDirectory() === true;
  return isFolder ? (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted() : [];
}
