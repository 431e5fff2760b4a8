// One single request to each side before any load: a route that does not answer well on base cannot be compared.
import { routeName } from '../../config/target-name.ts';
import type { Side } from '../../core/side.ts';
import type { HttpAnswer } from '../../ports/network.ts';
import type { World } from '../../ports/world.ts';
import type { Observation, Unmeasured } from '../measurement.ts';
import type { RouteRecord } from './route-record.ts';

const PROBE_TIMEOUT_MS = 30_000;
const SHOWN_BODY = 2_000;

export async function probeRoute(
  world: World,
  record: RouteRecord,
  origins: Readonly<Record<Side, string>>,
): Promise<void> {
  const base = await probe(world, record, origins.base);
  if (!isGood(base)) {
    record.unmeasured = unmeasuredOnBase(record, base);
    return;
  }
  const head = await probe(world, record, origins.head);
  if (head === null) record.unmeasured = silentOnHead(record);
  else if (!isGood(head)) record.observations.push(failingRoute(record, base, head));
}

function probe(world: World, { route }: RouteRecord, origin: string): Promise<HttpAnswer | null> {
  return world.network.request({
    method: route.method,
    url: origin + route.path,
    headers: route.headers,
    body: route.body,
    timeoutMs: PROBE_TIMEOUT_MS,
  });
}

function isGood(answer: HttpAnswer | null): answer is HttpAnswer {
  return answer !== null && answer.status >= 200 && answer.status < 300;
}

function unmeasuredOnBase({ route }: RouteRecord, answer: HttpAnswer | null): Unmeasured {
  const name = routeName(route);
  return {
    status: 'unmeasured',
    reason:
      answer === null
        ? `${name} does not answer within ${PROBE_TIMEOUT_MS / 1000} s on base, so there is nothing to compare.`
        : `${name} answers ${answer.status} on base, so there is nothing to compare.`,
    mend: mendOf(answer?.status ?? null),
    causedByHead: false,
  };
}

function mendOf(status: number | null): string {
  if (status === null) return 'Give a path in `targets.routes` that answers at once.';
  if (status === 401 || status === 403) {
    return 'Give the route the `headers` of a test user, or switch authentication off by `app.env`.';
  }
  if (status >= 300 && status < 400) return 'Give the path it redirects to in `targets.routes`.';
  if (status >= 500) return 'Start the app on base by hand and mend the route; its seed data may be missing.';
  return 'Correct `path`, `method` or `body` in `targets.routes`; a route that only head has can be measured once it is merged.';
}

function silentOnHead({ route }: RouteRecord): Unmeasured {
  return {
    status: 'unmeasured',
    reason: `${routeName(route)} does not answer within ${PROBE_TIMEOUT_MS / 1000} s on head; it does on base.`,
    mend: 'Request the route once on head and mend what keeps it waiting.',
    causedByHead: true,
  };
}

function failingRoute({ route }: RouteRecord, base: HttpAnswer, head: HttpAnswer): Observation {
  return {
    kind: 'route-failing',
    side: 'head',
    severity: 'error',
    title: `${routeName(route)} answers ${head.status} on head (${base.status} on base)`,
    detail: 'Failures are often quick: do not read the times of this route as an improvement.',
    evidence: { base: base.body.slice(0, SHOWN_BODY), head: head.body.slice(0, SHOWN_BODY) },
    clues: [route.path.split('?')[0] ?? route.path],
    location: null,
  };
}
