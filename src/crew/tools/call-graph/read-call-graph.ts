// Reads modules, functions, the calls between them and the routes of a repository from its text alone.
import type { SourceFile } from '../../source-file.ts';
import type { CallGraph, GraphCall, GraphRoute } from './call-graph.ts';
import { type FoundCall, findCalls } from './find-calls.ts';
import { findModule } from './find-module.ts';
import { readExports } from './module-exports.ts';
import { type Module, type Program, readProgram } from './program.ts';
import { readReaders } from './read-readers.ts';
import { fileRoutes } from './routes/file-routes.ts';
import type { FoundRoute, RouteContext } from './routes/found-route.ts';
import { isTestFile } from './test-file.ts';
import { listenerRoutes } from './routes/listener-routes.ts';
import { findMounts } from './routes/mounts.ts';
import { registeredRoutes } from './routes/registered-routes.ts';
import { writtenRoutes } from './routes/written-routes.ts';

const MAX_PLACES = 200;

export function readCallGraph(files: readonly SourceFile[]): CallGraph {
  const program = readProgram(files.filter(({ path }) => !isTestFile(path)));
  const { values, calls } = findCalls(program);
  const context: RouteContext = { program, values, calls };
  const mounts = findMounts(context);
  const routes = [
    ...registeredRoutes(context, mounts),
    ...writtenRoutes(context, mounts),
    ...fileRoutes(context),
    ...listenerRoutes(context),
  ];
  const registering = new Set(routes.map(({ node }) => node));
  // Handing a handler over is no call of it.
  const made = calls.filter(({ kind, node }) => kind !== 'callback' || !registering.has(node));
  const modules = [...program.modules.values()];
  return {
    modules: modules.map((module) => describe(module, program)),
    functions: modules.flatMap(({ functions }) =>
      functions.map(({ id, name, path, line, endLine }) => ({ id, name, path, line, endLine })),
    ),
    calls: distinctCalls(made),
    routes: routes.map((route) => toRoute(route, program)),
    readers: modules.flatMap((module) => readReaders(module, program)),
    coverage: coverageOf(calls, program),
  };
}

function describe(module: Module, program: Program): CallGraph['modules'][number] {
  const { source, path } = module;
  const targets = [
    ...source.tree.of('ImportDeclaration').map((node) => node.source.value),
    ...source.tree.of('ExportNamedDeclaration').flatMap((node) => node.source?.value ?? []),
    ...source.tree.of('ExportAllDeclaration').map((node) => node.source.value),
    ...source.calls.flatMap((call) => {
      const [first] = call.args;
      return /^(require|import)$/.test(call.path) && first?.type === 'StringLiteral' ? [first.value] : [];
    }),
  ];
  const found = targets.flatMap((target) => findModule(path, target, program.modules)?.path ?? []);
  return { path, imports: [...new Set(found)], exports: [...readExports(module).named.keys()] };
}

function distinctCalls(calls: readonly FoundCall[]): readonly GraphCall[] {
  const found = new Map<string, GraphCall>();
  for (const { from, to, kind, module, node } of calls)
    for (const one of to) {
      const line = node.loc?.start.line ?? 1;
      const call = { from: from?.id ?? null, to: one.id, path: module.path, line, kind };
      found.set(`${call.from} ${call.to} ${call.path}:${line}`, call);
    }
  return [...found.values()];
}

function toRoute(
  { module, node, handlers, method, path, kind, lines }: FoundRoute,
  program: Program,
): GraphRoute {
  return {
    method,
    path,
    kind,
    location: { path: module.path, line: node.loc?.start.line ?? 1 },
    handlers: handlers.flatMap((handler) => program.named(handler)?.id ?? []),
    lines,
  };
}

function coverageOf(calls: readonly FoundCall[], { unread }: Program): CallGraph['coverage'] {
  const counted = calls.filter(({ kind }) => kind !== 'callback');
  const unresolved = counted.filter(({ status }) => status === 'unresolved');
  return {
    calls: counted.length,
    resolved: counted.filter(({ status }) => status === 'resolved').length,
    outside: counted.filter(({ status }) => status === 'outside').length,
    unresolved: unresolved.length,
    unresolvedPlaces: unresolved
      .slice(0, MAX_PLACES)
      .map(({ module, node, name }) => ({ path: module.path, line: node.loc?.start.line ?? 1, name })),
    unread: [...unread],
  };
}
