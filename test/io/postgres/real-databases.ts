// Real Postgres servers for tests; the binaries are fetched once into the repository's cache folder.
import { join } from 'node:path';
import { openDatabases } from '../../../src/io/postgres/open-databases.ts';
import { fetchTool } from '../../../src/io/toolbox/fetch-tool.ts';
import type { Databases } from '../../../src/ports/databases.ts';
import { fakeLog } from '../../fakes/fake-log.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
export const LOCKS = join(ROOT, 'src', 'io', 'toolbox');
export const CACHE = join(ROOT, '.cache');

export function realDatabases(
  options: { signal?: AbortSignal; temporaryDirectory?: string } = {},
): Databases & AsyncDisposable {
  const { signal = new AbortController().signal, ...rest } = options;
  const log = fakeLog();
  const fetched: Parameters<typeof openDatabases>[0]['toolbox']['fetched'] = (tool) =>
    fetchTool(tool, { locksDirectory: LOCKS, cacheDirectory: CACHE, signal, log });
  return openDatabases({ toolbox: { fetched }, signal, log, ...rest });
}
