// One request of each route in a process of its own that is watched: from inside where it is Node, else on the wire.
import type { RouteTarget } from '../../config/config.ts';
import type { Side } from '../../core/side.ts';
import type { HookCapture, WireProxy } from '../../ports/sql-capture.ts';
import { databaseEnvironment } from '../databases/database-environment.ts';
import type { GaugeContext } from '../gauge.ts';
import { placeInRequests } from './place-in-requests.ts';

const REQUEST_TIMEOUT_MS = 30_000;
/** Clocks that count whole milliseconds may be behind by one. */
const CLOCK_SLACK_MS = 1;

export interface WatchedRoutes {
  readonly routes: readonly RouteTarget[];
  /** Whose app; head's by default. */
  readonly side?: Side;
  /** Of a copy of its database, where not its own. */
  readonly databaseUrl?: string;
}

export interface WatchedRoute {
  readonly route: RouteTarget;
  /** HTTP status; null where nothing answered. */
  readonly status: number | null;
  /** Of its second request: the first one opens connections and fills caches. */
  readonly capture: HookCapture;
}

export type WatchContext = Pick<GaugeContext, 'config' | 'stage' | 'world'>;

/** No two routes are asked at a time. Rejects with NotMeasurable where it does not start. */
export async function watchRoutes(
  context: WatchContext,
  watched: WatchedRoutes,
): Promise<readonly WatchedRoute[]> {
  const { config, stage, world } = context;
  const { sqlCapture } = world;
  await using folder = await world.files.temporaryFolder('sql');
  const { directory: socketsDirectory } = folder;
  await using wire = await openWire(context, watched);
  await using app = await stage[watched.side ?? 'head'].startApp({
    environment: {
      ...wire.environment,
      ...sqlCapture.hook({ socketsDirectory, nodeOptions: config.app?.env['NODE_OPTIONS'] }),
    },
  });
  const results: WatchedRoute[] = [];
  for (const route of watched.routes) {
    const { method, headers, body, path } = route;
    const send = () =>
      world.network.request({ method, url: app.origin + path, headers, body, timeoutMs: REQUEST_TIMEOUT_MS });
    await send();
    await sqlCapture.takeHook(socketsDirectory);
    wire.proxy?.take();
    const fromMs = world.clock.now() - CLOCK_SLACK_MS;
    const answer = await send();
    const span = { id: path, method, path, fromMs, toMs: world.clock.now() + CLOCK_SLACK_MS };
    const inside = await sqlCapture.takeHook(socketsDirectory);
    const outside = wire.proxy?.take().statements ?? [];
    const capture = inside.statements.length > 0 ? inside : onTheWire(outside, span);
    results.push({ route, status: answer?.status ?? null, capture });
  }
  return results;
}

interface Wire extends AsyncDisposable {
  readonly proxy: WireProxy | null;
  readonly environment: Readonly<Record<string, string>>;
}

/** No proxy where the project names a database of its own: it may insist on encryption. */
async function openWire(
  { config, stage, world }: WatchContext,
  { databaseUrl, side = 'head' }: WatchedRoutes,
): Promise<Wire> {
  const { database } = config;
  const { cluster } = stage;
  const own = stage[side].database;
  const url = databaseUrl ?? (cluster && own !== null ? cluster.url(own) : null);
  if (database === null || url === null || config.app?.env[database.url_env] !== undefined) {
    return { proxy: null, environment: {}, async [Symbol.asyncDispose]() {} };
  }
  const proxy = await world.sqlCapture.watchWire(url);
  return {
    proxy,
    environment: databaseEnvironment(database, proxy.url),
    [Symbol.asyncDispose]: () => Promise.resolve(proxy[Symbol.asyncDispose]()),
  };
}

function onTheWire(
  statements: HookCapture['statements'],
  request: Parameters<typeof placeInRequests>[1][number],
): HookCapture {
  const placed = placeInRequests(statements, [request]).statements;
  const { id, method, path } = request;
  return {
    statements: placed,
    requests: [{ id, method, path, statements: placed.length }],
    seenRequests: 1,
    droppedStatements: 0,
    failures: { count: 0, messages: [] },
  };
}
