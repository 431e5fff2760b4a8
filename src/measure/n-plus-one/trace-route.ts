// One request of a route in a process of its own that is watched: its statements with the lines that ask for them.
import type { RouteTarget } from '../../config/config.ts';
import type { HookCapture } from '../../ports/sql-capture.ts';
import type { GaugeContext } from '../gauge.ts';

const REQUEST_TIMEOUT_MS = 30_000;

export interface TracedRoute {
  readonly route: RouteTarget;
  /** Of a copy of head's database, where not head's own. */
  readonly databaseUrl?: string;
}

/** Of head's app. Empty where it is no Node process, or its driver is not known. */
export async function traceRoute(
  { config, stage, world }: GaugeContext,
  { route, databaseUrl }: TracedRoute,
): Promise<HookCapture> {
  const { network, sqlCapture } = world;
  await using folder = await world.files.temporaryFolder('sql');
  const { directory: socketsDirectory } = folder;
  const urlEnv = config.database?.url_env;
  await using app = await stage.head.startApp({
    environment: {
      ...(databaseUrl === undefined || urlEnv === undefined ? {} : { [urlEnv]: databaseUrl }),
      ...sqlCapture.hook({ socketsDirectory, nodeOptions: config.app?.env['NODE_OPTIONS'] }),
    },
  });
  const { method, headers, body, path } = route;
  const send = () =>
    network.request({ method, url: app.origin + path, headers, body, timeoutMs: REQUEST_TIMEOUT_MS });
  // The first one opens connections and fills caches.
  await send();
  await sqlCapture.takeHook(socketsDirectory);
  await send();
  // Awaited here: the app ends with this block.
  return await sqlCapture.takeHook(socketsDirectory);
}
