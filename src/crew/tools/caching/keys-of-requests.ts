// The cache keys captured requests would have had.
import type { GatheredRoute } from './gather-routes.ts';
import type { TimedKey } from './hit-rate/replay.ts';
import { cacheKey, type KeyNamespace } from './key-namespace.ts';

export function keysOfRequests(
  { path, requests }: GatheredRoute,
  namespace: KeyNamespace,
): readonly TimedKey[] {
  const pattern = path.split('/');
  return requests.map((request) => {
    const [own = '', query = ''] = request.path.split('?', 2);
    const segments = own.split('/');
    const search = new URLSearchParams(query);
    const values: Record<string, string | undefined> = {};
    for (const [name] of search) values[name] = search.getAll(name).join('\u0000');
    values['query.*'] = search.toString();
    pattern.forEach((segment, index) => {
      const name = /^[:{[<](?:\w+:(?=\w+>))?(\w+)/.exec(segment)?.[1];
      if (name !== undefined) values[name] = segments[index];
    });
    return { key: cacheKey(namespace, values), atMs: request.atMs };
  });
}
