// Which routes run a line of code, each with the shortest chain of calls that a person can follow.
import type { CallGraph, GraphCall, GraphFunction, GraphRoute } from './call-graph.ts';

export interface Step {
  readonly name: string;
  readonly path: string;
  /** Of the function. */
  readonly line: number;
  /** Where it calls the next one, in its own file; null for the last. */
  readonly callLine: number | null;
}

export interface ReachingRoute {
  readonly route: GraphRoute;
  /** From the handler to the function that has the line. */
  readonly chain: readonly Step[];
}

/** A line outside of functions stands for the functions that read what is declared there. */
export function routesReaching(
  graph: CallGraph,
  place: { readonly path: string; readonly line: number },
): readonly ReachingRoute[] {
  const targets = functionsAt(graph, place);
  const functions = new Map(graph.functions.map((one) => [one.id, one]));
  const next = nextCalls(graph, targets);
  return graph.routes.flatMap((route) => {
    const chains = route.handlers.flatMap((handler) => {
      const first = firstOf(route, handler, { place, next, graph, targets });
      if (first === undefined) return [];
      const chain: Step[] = [];
      let at: string | null = handler;
      let call: GraphCall | null = first;
      while (at !== null) {
        const { name, path, line }: GraphFunction = functions.get(at) ?? missing(at);
        chain.push({ name, path, line, callLine: call?.line ?? null });
        at = call?.to ?? null;
        call = at === null ? null : (next.get(at) ?? null);
      }
      return [chain];
    });
    const [chain] = chains.toSorted((one, other) => one.length - other.length);
    return chain === undefined ? [] : [{ route, chain }];
  });
}

/** The innermost functions on a line: one, but for several on the same line. */
export function functionsAt(
  graph: Pick<CallGraph, 'functions' | 'readers'>,
  { path, line }: { readonly path: string; readonly line: number },
): ReadonlySet<string> {
  const around = graph.functions.filter(
    (one) => one.path === path && one.line <= line && line <= one.endLine,
  );
  const shortest = Math.min(...around.map((one) => one.endLine - one.line));
  const inner = around.filter((one) => one.endLine - one.line === shortest);
  if (inner.length > 0) return new Set(inner.map(({ id }) => id));
  const declared = graph.readers.filter(
    (one) => one.path === path && one.line <= line && line <= one.endLine,
  );
  return new Set(declared.flatMap(({ by }) => by));
}

/** For each function that reaches a target: the call to go on by; null for a target itself. Breadth first, from the targets. */
function nextCalls(graph: CallGraph, targets: ReadonlySet<string>): ReadonlyMap<string, GraphCall | null> {
  const callers = Map.groupBy(graph.calls, ({ to }) => to);
  const next = new Map<string, GraphCall | null>([...targets].map((id) => [id, null]));
  // A map goes on through what is added while it is gone through.
  for (const id of next.keys())
    for (const call of callers.get(id) ?? [])
      if (call.from !== null && !next.has(call.from)) next.set(call.from, call);
  return next;
}

/** Undefined where the route does not get there. */
function firstOf(
  route: GraphRoute,
  handler: string,
  at: {
    readonly place: { readonly path: string; readonly line: number };
    readonly next: ReadonlyMap<string, GraphCall | null>;
    readonly graph: CallGraph;
    readonly targets: ReadonlySet<string>;
  },
): GraphCall | null | undefined {
  const { lines } = route;
  if (lines === null) return at.next.get(handler);
  const isIn = (line: number): boolean => lines.first <= line && line <= lines.last;
  if (at.targets.has(handler)) return isIn(at.place.line) ? null : undefined;
  return at.graph.calls.find((call) => call.from === handler && isIn(call.line) && at.next.has(call.to));
}

function missing(id: string): never {
  throw new Error(`The graph has a call to ${id}, but no such function.`);
}
