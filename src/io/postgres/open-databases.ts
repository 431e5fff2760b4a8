// Throw-away Postgres servers from the npm registry, and reading access to a server of the user's own.
import { Problem } from '../../core/problem.ts';
import type { Databases } from '../../ports/databases.ts';
import type { Log } from '../../ports/log.ts';
import type { FetchedTool, Toolbox } from '../../ports/toolbox.ts';
import { openPlanner } from '../pglite/open-planner.ts';
import { attachDatabase } from './attach-database.ts';
import { openCluster } from './open-cluster.ts';
import type { RunningServer } from './launch-server.ts';
import { interrupted, startServer } from './start-server.ts';

export interface DatabasesOptions {
  readonly toolbox: Pick<Toolbox, 'fetched'>;
  /** Aborting stops every server. */
  readonly signal: AbortSignal;
  readonly log: Log;
  readonly temporaryDirectory?: string;
}

const TOOLS = new Map<number, FetchedTool>([
  [14, 'postgres-14'],
  [15, 'postgres-15'],
  [16, 'postgres-16'],
  [17, 'postgres-17'],
  [18, 'postgres-18'],
]);

/** Disposing stops every server and removes its data. */
export function openDatabases(options: DatabasesOptions): Databases & AsyncDisposable {
  const { toolbox, signal, log, temporaryDirectory } = options;
  const servers = new Set<RunningServer>();
  const planners = new AsyncDisposableStack();

  async function stop(server: RunningServer): Promise<void> {
    if (servers.delete(server)) await server[Symbol.asyncDispose]();
  }
  const stopAll = async () => {
    await Promise.all([...servers].map(stop));
  };
  const onAbort = () => void stopAll();
  signal.addEventListener('abort', onAbort, { once: true });

  return {
    async start(major) {
      const tool = TOOLS.get(major);
      if (tool === undefined) throw unknownMajor(major);
      const toolDirectory = await toolbox.fetched(tool);
      const server = await startServer({ major, toolDirectory, temporaryDirectory, signal, log });
      servers.add(server);
      try {
        if (signal.aborted) throw interrupted();
        const cluster = await openCluster(server, major);
        return { ...cluster, [Symbol.asyncDispose]: () => stop(server) };
      } catch (error) {
        await stop(server);
        throw error;
      }
    },
    async planner() {
      const toolDirectory = await toolbox.fetched('pglite');
      return planners.use(await openPlanner({ toolDirectory, temporaryDirectory, signal }));
    },
    attach: attachDatabase,
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', onAbort);
      await planners.disposeAsync();
      await stopAll();
    },
  };
}

function unknownMajor(major: number): Problem {
  return new Problem('no-database', {
    what: `perfcrew has no PostgreSQL ${major}.`,
    mend: `Set \`database.postgres\` in .github/perfcrew.yml to one of ${[...TOOLS.keys()].join(', ')}.`,
  });
}
