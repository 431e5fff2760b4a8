// Designs the caches of an application from its code and what was measured of it: nothing is run, and no model is asked.
import { loadModule } from 'libpg-query';
import type { CacheDesign, RouteAccess, TableAccess } from './cache-design.ts';
import type { CacheInput } from './cache-input.ts';
import { designEntry, rank, rulesFor } from './design-entry.ts';
import { findExisting } from './find-existing.ts';
import { findGuards } from './find-guards.ts';
import { gatherRoutes, type GatheredRoute } from './gather-routes.ts';
import { gatherWrites, type Writes } from './gather-writes.ts';
import type { TimedKey } from './hit-rate/replay.ts';
import { judgeRoute, type Judgement } from './judge-route.ts';
import { nameKeys, type KeyNamespace } from './key-namespace.ts';
import { assumeKeys } from './key-space.ts';
import { listStatements } from './list-statements.ts';
import { keysOfRequests } from './keys-of-requests.ts';
import { findStatements } from './sources/find-statements.ts';
import { isProductCode, readProgram } from './sources/program.ts';
import { readSchema } from './sources/schema-facts.ts';
import { parametersOf } from './sources/request-parameters.ts';

interface Designed {
  readonly route: GatheredRoute;
  readonly judgement: Judgement;
  readonly key: KeyNamespace;
  readonly keys: { readonly low: number; readonly high: number };
  readonly requests: readonly TimedKey[];
}

/** The same input gives the same design. */
export async function designCache(input: CacheInput): Promise<CacheDesign> {
  await loadModule();
  const files = input.files.filter(({ path }) => isProductCode(path));
  const program = readProgram(files);
  const statements = findStatements(files, program);
  const schema = readSchema(statements);
  const writes = gatherWrites(input, { program, statements, schema });
  const routes = gatherRoutes(input, program, statements);
  const declared = routes.flatMap(({ found }) => (found === null ? [] : [found]));
  const guards = findGuards(program, declared);
  const paths = routes.map(({ path }) => path);
  const designed = routes.map((route): Designed => {
    const parameters = [...pathParameters(route.path), ...parametersOf(route.reached)];
    const key = nameKeys(input.application, { path: route.path, parameters }, paths);
    const requests = keysOfRequests(route, key);
    const distinct = new Set(requests.map((each) => each.key)).size;
    const keys = distinct > 0 ? { low: distinct, high: distinct } : assumeKeys(key.parameters);
    const judgement = judgeRoute(route, { program, schema, writes, guards, keys });
    return { route, judgement, key, keys, requests };
  });
  const entries = designed.flatMap((each) => designEntry(each, input, writes) ?? []).toSorted(rank);
  const total = routes.reduce((sum, { requestsPerSecond }) => sum + (requestsPerSecond ?? 0), 0);
  return {
    document: 'cache-design',
    version: 1,
    application: input.application,
    routes: designed.map((each) => accessOf(each, total)),
    statements: listStatements(designed, schema, writes),
    tables: tablesOf(designed, input, writes),
    entries,
    rules: entries.flatMap((entry) => rulesFor(entry, writes)),
    existing: findExisting(program, routes),
    blindSpots: writes.hidden,
  };
}

function accessOf({ route, judgement, key, keys, requests }: Designed, total: number): RouteAccess {
  const { requestsPerSecond, durationMs, found } = route;
  const { audience, isDeterministic, tables, decision, reasons } = judgement;
  const distinct = new Set(requests.map((each) => each.key)).size;
  const line = found?.handler.node.loc?.start.line;
  return {
    route: `${route.method} ${route.path}`,
    location: found === null ? null : { path: found.handler.source.path, line: line ?? 1, side: 'head' },
    requestsPerSecond,
    share: requestsPerSecond === null || total === 0 ? null : requestsPerSecond / total,
    durationMs,
    audience,
    isDeterministic,
    parameters: key.parameters,
    keys,
    repeatRatio: requests.length === 0 ? null : 1 - distinct / requests.length,
    tables,
    decision,
    reasons,
  };
}

function tablesOf(designed: readonly Designed[], input: CacheInput, writes: Writes): readonly TableAccess[] {
  const names = new Set([
    ...designed.flatMap(({ judgement }) => judgement.tables),
    ...writes.all.map(({ table }) => table),
  ]);
  return [...names].toSorted().map((table) => {
    const rates = designed
      .filter(({ judgement, route }) => judgement.tables.includes(table) && route.requestsPerSecond !== null)
      .map(({ route }) => route.requestsPerSecond ?? 0);
    const readsPerSecond = rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0);
    const writesPerSecond = input.writesPerSecond?.[table] ?? null;
    const isKnown = readsPerSecond !== null && writesPerSecond !== null && writesPerSecond > 0;
    return {
      table,
      readsPerSecond,
      writesPerSecond,
      readsPerWrite: isKnown ? readsPerSecond / writesPerSecond : null,
      writes: writes.all.filter((write) => write.table === table),
    };
  });
}

function pathParameters(path: string): readonly string[] {
  return [...path.matchAll(/:(\w+)|\{(\w+)[^}]*\}|\[(?:\.\.\.)?(\w+)\]|<(?:\w+:)?(\w+)>/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? match[4] ?? '',
  );
}
