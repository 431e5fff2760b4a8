// Starts the apps of the stage, tells whose fault it is when one does not start, and stops those a gauge forgot.
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Side } from '../../core/side.ts';
import type { World } from '../../ports/world.ts';
import { databaseEnvironment } from '../databases/database-environment.ts';
import { NotMeasurable, type RunningApp, type StartOptions } from '../stage.ts';
import { startApp } from './start-app.ts';

/** By process: the second one of base has a database of its own. */
export type DatabaseUrls = Readonly<Record<Side | 'control', string>>;

export interface StageAppsRequest {
  readonly config: Config;
  readonly world: World;
  readonly directories: Readonly<Record<Side, string>>;
  /** Null where the project has no database. */
  readonly databaseUrls: DatabaseUrls | null;
  readonly logsDirectory: string;
  /** What already stands in the way; every start is refused with it. */
  readonly obstacle: NotMeasurable | null;
}

export interface StageApps extends AsyncDisposable {
  start(side: Side, options?: StartOptions): Promise<RunningApp>;
}

/** Any number of apps of a side may run, and start, at the same time; each has its port, its log and its processes. */
export function stageApps(request: StageAppsRequest): StageApps {
  const running = new Set<RunningApp>();
  const starting = new Set<Promise<RunningApp>>();
  const struck = new AbortController();
  const starts = { base: 0, head: 0, control: 0 };
  const started = new Set<Side>();
  /** What does not start plainly is not waited for again by every gate that needs it. */
  const failures = new Map<Side, NotMeasurable>();

  async function startSide(side: Side, options: StartOptions = {}): Promise<RunningApp> {
    const { config, world, directories, databaseUrls, logsDirectory } = request;
    if (config.app === null) throw noApp();
    const lane = side === 'base' && options.control === true ? 'control' : side;
    starts[lane] += 1;
    const start = startApp({
      side,
      directory: directories[side],
      app: config.app,
      environment:
        config.database && databaseUrls ? databaseEnvironment(config.database, databaseUrls[lane]) : {},
      overrides: options.environment ?? {},
      logFile: join(logsDirectory, `app-${lane}-${starts[lane]}.log`),
      world,
      signal: AbortSignal.any([world.signal, struck.signal]),
    }).then(track);
    starting.add(start);
    try {
      const app = await start;
      started.add(side);
      return app;
    } catch (error) {
      if (!(error instanceof NotMeasurable) || started.has(side)) throw error;
      const first = failures.get(side) ?? error;
      if (options.environment === undefined) failures.set(side, first);
      throw first;
    } finally {
      starting.delete(start);
    }
  }

  /** Where base does not start either, it is not head's doing: base's failure is thrown instead. */
  async function blame(failure: unknown): Promise<never> {
    if (!(failure instanceof NotMeasurable) || failure.side === 'base') throw failure;
    // One of base's may be on its way.
    await Promise.allSettled(starting);
    if (!started.has('base')) {
      const base = await startSide('base');
      await base[Symbol.asyncDispose]();
    }
    throw failure;
  }

  function track(app: RunningApp): RunningApp {
    const tracked: RunningApp = {
      origin: app.origin,
      usage: () => app.usage(),
      tail: () => app.tail(),
      alive: () => app.alive(),
      async [Symbol.asyncDispose]() {
        running.delete(tracked);
        await app[Symbol.asyncDispose]();
      },
    };
    running.add(tracked);
    return tracked;
  }

  return {
    async start(side, options) {
      if (request.obstacle) throw request.obstacle;
      const failure = failures.get('base') ?? failures.get(side);
      if (failure !== undefined) throw failure;
      return startSide(side, options).catch(blame);
    },
    async [Symbol.asyncDispose]() {
      // A start that nobody waits for any more ends as well: its files are about to go.
      struck.abort();
      await Promise.allSettled(starting);
      await Promise.all([...running].map((app) => app[Symbol.asyncDispose]()));
    },
  };
}

function noApp(): NotMeasurable {
  return new NotMeasurable('base', {
    reason: 'The configuration names no app.',
    mend: 'Set `app.start` in .github/perfcrew.yml to the command that starts it, or `app.serve` to the folder of a static site.',
  });
}
