// The environment that loads perfcrew's module into the Node processes of an app, which then answer on sockets in a folder.
import type { AppConfig } from '../config/config.ts';
import type { World } from '../ports/world.ts';

export interface Preload {
  /** Private folder the sockets go to; its path must be short. */
  readonly socketsDirectory: string;
  /** `counters` leaves the code as fast as it is; `profiler` switches off optimisations that would blur a profile. */
  readonly purpose: 'counters' | 'profiler';
}

const VARIABLES = { counters: 'PERFCREW_COUNTERS', profiler: 'PERFCREW_PROFILER' } as const;

export function preloadEnvironment(
  { toolbox }: Pick<World, 'toolbox'>,
  app: Pick<AppConfig, 'env'> | null,
  { socketsDirectory, purpose }: Preload,
): Readonly<Record<string, string>> {
  const url = `file://${encodeURI(toolbox.preload('profile')).replaceAll('#', '%23').replaceAll('?', '%3F')}`;
  const own = app?.env['NODE_OPTIONS'];
  return {
    NODE_OPTIONS: `${own === undefined ? '' : `${own} `}--import ${url}`,
    [VARIABLES[purpose]]: socketsDirectory,
  };
}
