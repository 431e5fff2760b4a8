// The planted effects: so many units of the same work more, or so many milliseconds of waiting more, of a hundred.
import { join } from 'node:path';
import type { Edit } from '../kit/edit.ts';
import { fromFolder, openRepository, type Repository } from '../kit/repository.ts';
import type { Kind } from './pool.ts';

const API_FOLDER = join(import.meta.dirname, '../apps/api');

export const ROUTES = { cpu: '/api/work', latency: '/api/wait' } as const satisfies Record<Kind, string>;

/** With no effect at all a comment is changed, so that there is a diff. */
export function plantedEdit(kind: Kind, percent: number): Edit {
  if (percent === 0) {
    return { path: 'lib/work.js', from: '// Work that can be dosed:', to: '// Work that may be dosed:' };
  }
  return kind === 'cpu'
    ? { path: 'lib/work.js', from: 'UNITS = 100;', to: `UNITS = ${100 + percent};` }
    : { path: 'lib/wait.js', from: 'WAIT_MS = 100;', to: `WAIT_MS = ${100 + percent};` };
}

export async function openPlanted(kind: Kind, percent: number): Promise<Repository> {
  const repository = await openRepository(fromFolder(API_FOLDER));
  await repository.branch('head', `Plant +${percent} % ${kind}`, [plantedEdit(kind, percent)]);
  return repository;
}

/** Only the load gate, on the one route. */
export function plantedConfig(kind: Kind): unknown {
  return {
    app: { start: 'node server.js', ready: '/health' },
    targets: { routes: [{ path: ROUTES[kind] }] },
    gates: { standard: { behaviour: { run: 'skip' } } },
    load: { ladder: 'never' },
  };
}
