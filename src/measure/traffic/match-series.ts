// Finds the series of each configured route: those of the most specific route name that takes its path, as a router would choose.
import type { RouteTarget } from '../../config/config.ts';
import { routeName } from '../../config/target-name.ts';
import { parseRoute, type RoutePattern } from './route-pattern.ts';

export interface TrafficSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly requestsPerSecond: number;
}

/** A series whose labels say which route it is of. */
export interface NamedSeries extends TrafficSeries {
  readonly routeLabel: string;
  readonly methodLabel: string | null;
  /** Upper case; null where the series counts all methods. */
  readonly method: string | null;
  readonly path: string;
  readonly pattern: RoutePattern;
}

export interface Matches {
  /** By name of the target; empty where production knows no such route. */
  readonly routes: ReadonlyMap<string, readonly NamedSeries[]>;
  readonly unmatched: readonly NamedSeries[];
  /** Series that name no route at all. */
  readonly nameless: readonly TrafficSeries[];
}

/** In the order they are believed where a series has several. */
export const ROUTE_LABELS: readonly string[] = [
  'http_route',
  'route',
  'path',
  'uri',
  'endpoint',
  'handler',
  'url',
];
const METHOD_LABELS = ['http_request_method', 'method', 'http_method', 'verb'];

export function matchSeries(routes: readonly RouteTarget[], series: readonly TrafficSeries[]): Matches {
  const named = series.flatMap((one) => nameSeries(one) ?? []);
  const nameless = series.filter((one) => nameSeries(one) === null);
  const matched = new Map(routes.map((route) => [routeName(route), seriesOf(route, named)]));
  const taken = new Set([...matched.values()].flat());
  return {
    routes: matched,
    unmatched: named.filter((one) => !taken.has(one)),
    nameless,
  };
}

function nameSeries(series: TrafficSeries): NamedSeries | null {
  const routeLabel = ROUTE_LABELS.find((label) => (series.labels[label] ?? '') !== '');
  const methodLabel = METHOD_LABELS.find((label) => (series.labels[label] ?? '') !== '') ?? null;
  if (routeLabel === undefined) return null;
  const path = series.labels[routeLabel] ?? '';
  const method = methodLabel === null ? null : (series.labels[methodLabel]?.toUpperCase() ?? null);
  return { ...series, routeLabel, methodLabel, method, path, pattern: parseRoute(path) };
}

function seriesOf(route: RouteTarget, named: readonly NamedSeries[]): readonly NamedSeries[] {
  const ofMethod = named.filter(({ method }) => method === null || method === route.method);
  const own = parseRoute(route.path).canonical;
  // A target may itself be written as the metrics name it.
  const candidates = ofMethod.filter(({ pattern }) => pattern.canonical === own || pattern.takes(route.path));
  const [best] = candidates.toSorted(
    (one, other) =>
      Number(other.pattern.canonical === own) - Number(one.pattern.canonical === own) ||
      one.pattern.looseness.localeCompare(other.pattern.looseness),
  );
  return candidates.filter(({ pattern }) => pattern.canonical === best?.pattern.canonical);
}
