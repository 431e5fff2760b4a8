// Throw-away Postgres servers from the npm registry, and reading access to a server of the user's own.
import { Problem } from '../../core/problem.ts';
import type { Databases } from '../../ports/databases.ts';
import type { Log } from '../../ports/log.ts';
import type { FetchedTool, Toolbox } from '../../ports/toolbox.ts';
import { openPlanner } from '../pglite/open-planner.ts';
import { attachDatabase } from './attach-database.ts';
import { openCluster } from './open-cluster.ts';
import type { RunningServer } from './launch-server.ts';
import { forgetTemplate, keepTemplate, type TemplatePlace } from './kept-templates.ts';
import { interrupted, startServer, type ServerOptions, type StartedServer } from './start-server.ts';

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
    async start(major, kept) {
      const tool = TOOLS.get(major);
      if (tool === undefined) throw unknownMajor(major);
      const toolDirectory = await toolbox.fetched(tool);
      const place = kept === undefined ? null : { toolDirectory, key: kept.key };
      const options = { major, toolDirectory, temporaryDirectory, signal, log };
      const server = await startKept(options, place);
      servers.add(server);
      try {
        if (signal.aborted) throw interrupted();
        const cluster = await openCluster(server, major);
        return {
          ...cluster,
          restored: server.restored,
          async keep() {
            if (place === null || server.restored) return;
            await using session = await cluster.connect('postgres');
            await session.query('CHECKPOINT');
            await keepTemplate(place, server.dataDirectory, log);
          },
          [Symbol.asyncDispose]: () => stop(server),
        };
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

/** What is kept may be broken: then it is forgotten, and the server begins empty. */
async function startKept(
  options: Omit<ServerOptions, 'template'>,
  place: TemplatePlace | null,
): Promise<StartedServer> {
  try {
    return await startServer({ ...options, template: place?.key ?? null });
  } catch (error) {
    if (place === null || options.signal.aborted) throw error;
    options.log.debug(`The server did not start on what was kept (${String(error)}); it begins empty.`);
    await forgetTemplate(place);
    return startServer({ ...options, template: null });
  }
}

function unknownMajor(major: number): Problem {
  return new Problem('no-database', {
    what: `perfcrew has no PostgreSQL ${major}.`,
    mend: `Set \`database.postgres\` in .github/perfcrew.yml to one of ${[...TOOLS.keys()].join(', ')}.`,
  });
}
