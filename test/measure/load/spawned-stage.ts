// A stage whose apps are Node programs of the test, started as perfcrew starts any app: real processes, no checkouts.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppConfig } from '../../../src/config/config.ts';
import type { Side } from '../../../src/core/side.ts';
import type { Stage, StagedSide } from '../../../src/measure/stage.ts';
import { startApp } from '../../../src/measure/stage/start-app.ts';
import type { World } from '../../../src/ports/world.ts';

export interface SpawnedParts {
  readonly app: AppConfig;
  /** Text of `server.mjs` on each side. */
  readonly programs: Readonly<Record<Side, string>>;
  readonly directory: string;
  readonly world: World;
}

export function spawnedStage({ app, programs, directory, world }: SpawnedParts): Stage {
  const staged = (side: Side): StagedSide => {
    const folder = join(directory, side);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'server.mjs'), programs[side]);
    return {
      side,
      sha: '',
      directory: folder,
      database: null,
      startApp: ({ environment = {} } = {}) =>
        startApp({
          side,
          directory: folder,
          app,
          environment: {},
          overrides: environment,
          logFile: join(directory, `${side}.log`),
          signal: world.signal,
          world,
        }),
    };
  };
  return { base: staged('base'), head: staged('head'), cluster: null, async [Symbol.asyncDispose]() {} };
}
