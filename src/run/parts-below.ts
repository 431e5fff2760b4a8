// Finds what other processes of a split crew left: their folders, as people copy them and as GitHub unpacks artifacts.
import { join } from 'node:path';
import type { Files } from '../ports/files.ts';

/** Absolute paths: the folder itself and those in it that hold a `part.json`. */
export async function partsBelow(folder: string, files: Pick<Files, 'list'>): Promise<readonly string[]> {
  const found = await files.list(folder, ['part.json', '*/part.json']);
  return found.map((path) => join(folder, path, '..'));
}
