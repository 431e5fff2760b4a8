// Keeps a file of a route among the artifacts.
import { routeName } from '../../config/target-name.ts';
import type { RouteTarget } from '../../config/config.ts';
import type { GaugeContext } from '../gauge.ts';
import type { Artifact } from '../measurement.ts';

export interface RouteFile {
  readonly route: RouteTarget;
  /** Of the route in its gate, from 1: names alone may collide. */
  readonly number: number;
  /** The end of its name, e.g. `head.cpuprofile`. */
  readonly ending: string;
  readonly text: string;
  readonly artifact: Omit<Artifact, 'path'>;
}

export async function keepFile(context: GaugeContext, file: RouteFile): Promise<Artifact> {
  const { artifactsDirectory, runDirectory, world, gate } = context;
  const words = routeName(file.route)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  const path = `${artifactsDirectory}/${gate.gate}-${file.number}-${words}-${file.ending}`;
  await world.files.writeText(path, file.text);
  const isInside = path.startsWith(`${runDirectory}/`);
  return { ...file.artifact, path: isInside ? path.slice(runDirectory.length + 1) : path };
}
