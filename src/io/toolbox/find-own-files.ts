// Where perfcrew's own programs and lock files lie: beside the bundle in dist/, in their rooms when run from source.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Driver, Preload } from '../../ports/toolbox.ts';

/** `dist`, `src/io/drivers` or `src`. */
export type ProgramsDirectory = string | URL;

export function driverPath(programsDirectory: ProgramsDirectory, driver: Driver): string {
  return firstPresent(programsDirectory, [`${driver}.js`, `${driver}.ts`, `io/drivers/${driver}.ts`]);
}

/** Plain JavaScript in both places: it runs on the Node of the app under test. */
export function preloadPath(programsDirectory: ProgramsDirectory, module: Preload): string {
  return firstPresent(programsDirectory, PRELOADS[module]);
}

const PRELOADS = {
  profile: ['profile-preload.mjs', 'io/drivers/profile-preload.mjs'],
  sql: [
    'sql-preload.mjs',
    '../sql-capture/preload/sql-preload.mjs',
    'io/sql-capture/preload/sql-preload.mjs',
  ],
} as const satisfies Readonly<Record<Preload, readonly string[]>>;

/** Holds a folder with package.json and package-lock.json for each fetched tool. */
export function locksDirectory(programsDirectory: ProgramsDirectory): string {
  return firstPresent(programsDirectory, ['tools', '../toolbox', 'io/toolbox']);
}

function firstPresent(programsDirectory: ProgramsDirectory, paths: readonly string[]): string {
  const folder =
    typeof programsDirectory === 'string' && !programsDirectory.startsWith('file:')
      ? programsDirectory
      : fileURLToPath(programsDirectory);
  const places = paths.map((path) => join(folder, path));
  const found = places.find((path) => existsSync(path));
  // Not a Problem: the user did not choose this folder.
  if (found === undefined) throw new Error(`perfcrew is incomplete: none of ${places.join(', ')} is there.`);
  return found;
}
