// Which routes run a line, by which calls, and which functions a route runs, for an agent.
import { z } from 'zod';
import { Problem } from '../../../core/problem.ts';
import type { AgentTool } from '../../../runtime/agent/agent-tool.ts';
import type { CallGraph, GraphRoute } from '../../tools/call-graph/call-graph.ts';
import { routesReaching, type ReachingRoute } from '../../tools/call-graph/routes-reaching.ts';
import type { Study } from '../../work/study.ts';
import { findFile } from './find-file.ts';
import { listing } from './listing.ts';

const MOST = 60;
const inputSchema = z
  .strictObject({
    path: z.string().max(500).optional().describe('Path of a file of head, with line'),
    line: z.int().min(1).optional().describe('A line in it: the routes that run it'),
    route: z.string().max(300).optional().describe('e.g. `GET /api/orders`: the functions it runs'),
  })
  .refine(({ path, line, route }) => (route === undefined) === (path !== undefined && line !== undefined), {
    message: 'give path and line, or route',
  });

export function callGraphTool(study: Study): AgentTool<z.infer<typeof inputSchema>> {
  return {
    name: 'call-graph',
    description:
      'Give path and line: the routes that run this line, each with its chain of calls. Give route: the functions it runs.',
    inputSchema,
    readOnly: true,
    async run({ path, line, route }) {
      const graph = study.callGraph();
      if (route !== undefined) return listing(functionsOf(findRoute(route, graph), graph), MOST);
      const file = findFile(path ?? '', study.workshop.head);
      const reaching = routesReaching(graph, { path: file.path, line: line ?? 1 });
      const { resolved, calls, unresolved } = graph.coverage;
      if (reaching.length === 0)
        return `No route is known to run ${file.path}:${line}. Of ${calls} calls ${resolved} were resolved within the repository and ${unresolved} could not be told.`;
      return listing(reaching.map(describeChain), MOST);
    },
  };
}

function describeChain({ route, chain }: ReachingRoute): string {
  const steps = chain.map(
    ({ name, path, line, callLine }) =>
      `${name} (${path}:${line}${callLine === null ? '' : `, calls on ${callLine}`})`,
  );
  return `${nameOf(route)} [${route.kind}]: ${steps.join(' → ')}`;
}

function nameOf({ method, path }: GraphRoute): string {
  return `${method} ${path}`;
}

function findRoute(name: string, graph: CallGraph): GraphRoute {
  const wanted = name.trim().replace(/\s+/g, ' ').toLowerCase();
  const route = graph.routes.find(
    (one) => nameOf(one).toLowerCase() === wanted || one.path.toLowerCase() === wanted,
  );
  if (route !== undefined) return route;
  throw new Problem('document-missing', {
    what: `There is no route ${name}.`,
    mend: `The routes are:\n${listing(graph.routes.map(nameOf), MOST)}`,
  });
}

/** Breadth first from the handlers, so that the nearest come first. */
function functionsOf(route: GraphRoute, graph: CallGraph): readonly string[] {
  const byId = new Map(graph.functions.map((one) => [one.id, one]));
  const calls = Map.groupBy(graph.calls, ({ from }) => from);
  const seen = new Set(route.handlers);
  for (const id of seen)
    for (const { to, line, path } of calls.get(id) ?? []) {
      const isOther = route.lines !== null && route.handlers.includes(id) && path === route.location.path;
      if (!isOther || (route.lines.first <= line && line <= route.lines.last)) seen.add(to);
    }
  return [...seen].flatMap((id) => {
    const one = byId.get(id);
    return one === undefined ? [] : [`${one.name} (${one.path}:${one.line}-${one.endLine})`];
  });
}
