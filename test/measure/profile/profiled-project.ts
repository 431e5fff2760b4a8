// Profiles the routes of a small project as a review does: real git, real processes, real load.
import { join } from 'node:path';
import { profileGauge } from '../../../src/measure/profile/profile-gauge.ts';
import type { Measurement, Observation } from '../../../src/measure/measurement.ts';
import { gate, measured, measureProject } from '../measure/measure-project.ts';
import { openProject, type Project, type ProjectOptions } from '../stage/project.ts';

const DRIVERS = join(import.meta.dirname, '../../../src/io/drivers');

export interface ProfiledOptions extends ProjectOptions {
  readonly start?: string;
  readonly environment?: Record<string, string>;
}

export async function openProfiled(options: ProfiledOptions): Promise<Project> {
  const { start = 'node server.js', config, ...rest } = options;
  return openProject({
    ...rest,
    config: {
      app: { start, ready_timeout_seconds: 20 },
      targets: { routes: [{ path: '/work', connections: 2 }] },
      budget: { minutes: 0.1 },
      ...config,
    },
  });
}

export async function profile(project: Project): Promise<Measurement> {
  const world = {
    ...project.world,
    toolbox: {
      ...project.world.toolbox,
      driver: (driver: string) => [process.execPath, join(DRIVERS, `${driver}.ts`)],
      preload: () => join(DRIVERS, 'profile-preload.mjs'),
    },
  };
  const [measurement] = await measureProject(project, [gate('profile', { targets: ['GET /work'] })], {
    gauges: [profileGauge],
    world,
  });
  if (measurement === undefined) throw new Error('Nothing was measured.');
  return measurement;
}

export function observed(measurement: Measurement, kind: string): Observation | undefined {
  return measured(measurement).observations.find((one) => one.kind === kind);
}
