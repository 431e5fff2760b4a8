// What the environment variables say about where perfcrew runs.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Hosted runners set CI; an empty value, `0` and `false` mean no. */
export function isCi(environment: NodeJS.ProcessEnv): boolean {
  return !['', '0', 'false'].includes((environment['CI'] ?? '').toLowerCase());
}

/** Fetched tools and installs live here between runs. Absolute. */
export function cacheDirectory(environment: NodeJS.ProcessEnv, directory: string): string {
  const named = environment['PERFCREW_CACHE'];
  if (named) return resolve(directory, named);
  return join(environment['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'perfcrew');
}
