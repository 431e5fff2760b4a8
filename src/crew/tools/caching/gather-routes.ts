// Each route with all that is known of it: declared in the code, measured, captured; its handler's reach and its statements.
import type { Location } from '../../../core/location.ts';
import { parseRoute } from '../../../measure/traffic/route-pattern.ts';
import type { CacheInput, CacheRoute, RecordedRequest } from './cache-input.ts';
import { findRoutes, type FoundRoute } from './sources/find-routes.ts';
import type { FoundStatement } from './sources/find-statements.ts';
import type { Program } from './sources/program.ts';
import { reach, type Reached } from './sources/reach.ts';
import { readStatement, type StatementFacts } from './sources/read-statement.ts';

export interface RunStatement {
  readonly sql: string;
  readonly location: Location | null;
  readonly facts: StatementFacts;
  readonly perRequest: number | null;
  readonly isBuilt: boolean;
}

export interface GatheredRoute {
  readonly method: string;
  readonly path: string;
  /** Null where the code that answers was not found. */
  readonly found: FoundRoute | null;
  readonly reached: readonly Reached[];
  readonly statements: readonly RunStatement[];
  readonly requestsPerSecond: number | null;
  readonly durationMs: number | null;
  readonly requests: readonly RecordedRequest[];
}

export function gatherRoutes(
  input: CacheInput,
  program: Program,
  statements: readonly FoundStatement[],
): readonly GatheredRoute[] {
  const declared = findRoutes(program);
  const match = (method: string, path: string): FoundRoute | null =>
    declared
      .filter((route) => route.method === method || route.method === 'ALL')
      .filter((route) => parseRoute(route.path).takes(path) || route.path === bareOf(path))
      .toSorted((one, other) =>
        parseRoute(one.path).looseness.localeCompare(parseRoute(other.path).looseness, 'en'),
      )[0] ?? null;
  const given = (input.routes ?? []).map((route) => ({ route, found: match(route.method, route.path) }));
  const captured = (input.statements ?? []).map((statement) => {
    const [method = '', path = ''] = statement.route.split(' ', 2);
    return { statement, name: nameOf(match(method, path), { method, path }) };
  });
  const asked = (input.requests ?? []).map((request) => ({
    request,
    name: nameOf(match(request.method, request.path), request),
  }));
  const known = new Map<string, { method: string; path: string; found: FoundRoute | null }>();
  for (const found of declared) known.set(`${found.method} ${found.path}`, { ...found, found });
  for (const { route, found } of given)
    if (found === null)
      known.set(nameOf(null, route), { method: route.method, path: bareOf(route.path), found: null });
  return [...known].map(([name, { method, path, found }]) => {
    const own = given.flatMap(({ route, found: to }) => (nameOf(to, route) === name ? [route] : []));
    const reached = found === null ? [] : reach(found.handler, program);
    return {
      method,
      path,
      found,
      reached,
      statements: mergeStatements(
        statementsIn(reached, statements),
        captured.flatMap((each) => (each.name === name ? [each.statement] : [])),
      ),
      requestsPerSecond: sumOf(own.map(({ requestsPerSecond }) => requestsPerSecond)),
      durationMs: meanDuration(own),
      requests: asked
        .flatMap((each) => (each.name === name ? [each.request] : []))
        .toSorted((one, other) => one.atMs - other.atMs),
    };
  });
}

function nameOf(found: FoundRoute | null, { method, path }: { method: string; path: string }): string {
  return found === null ? `${method} ${bareOf(path)}` : `${found.method} ${found.path}`;
}

function bareOf(path: string): string {
  return path.replace(/\?.*$/, '');
}

/** Texts in the reached code, and SQL files that the reached code names. */
function statementsIn(reached: readonly Reached[], all: readonly FoundStatement[]): readonly RunStatement[] {
  const nodes = new Set(reached.flatMap((piece) => piece.nodes));
  const names = new Set([...nodes].flatMap((node) => (node.type === 'StringLiteral' ? [node.value] : [])));
  return all.flatMap(({ sql, location, facts, node, isBuilt }) => {
    const file = location.path.split('/').at(-1) ?? '';
    const isNamed =
      location.path.endsWith('.sql') && [file, file.replace(/\.sql$/, '')].some((name) => names.has(name));
    const isPath = location.path.endsWith('.sql') && [...names].some((name) => name.endsWith(`/${file}`));
    return (node !== null && nodes.has(node)) || isNamed || isPath
      ? [{ sql, location, facts, perRequest: null, isBuilt }]
      : [];
  });
}

function mergeStatements(
  found: readonly RunStatement[],
  captured: NonNullable<CacheInput['statements']>,
): readonly RunStatement[] {
  const merged = new Map(found.map((statement) => [keyOf(statement.sql), statement]));
  for (const { sql, location, perRequest } of captured) {
    const before = merged.get(keyOf(sql));
    const facts = before?.facts ?? readStatement(sql);
    merged.set(keyOf(sql), {
      sql,
      facts,
      perRequest,
      isBuilt: false,
      location: before?.location ?? location,
    });
  }
  return [...merged.values()];
}

export function keyOf(sql: string): string {
  return sql.replaceAll(/\s+/g, ' ').replace(/;\s*$/, '').trim();
}

function sumOf(rates: readonly (number | null)[]): number | null {
  const known = rates.filter((rate) => rate !== null);
  return known.length === 0 ? null : known.reduce((sum, rate) => sum + rate, 0);
}

/** Weighted by how often each is asked, where that is known. */
function meanDuration(routes: readonly CacheRoute[]): number | null {
  const known = routes.flatMap(({ durationMs, requestsPerSecond }) =>
    durationMs === null ? [] : [{ durationMs, weight: requestsPerSecond ?? 1 }],
  );
  const weight = known.reduce((sum, each) => sum + each.weight, 0);
  return weight > 0 ? known.reduce((sum, each) => sum + each.durationMs * each.weight, 0) / weight : null;
}
