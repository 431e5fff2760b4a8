// Routes that are registered by a call: Express, Fastify, Koa's router, Hono and what is built like them.
import type { Node } from '@babel/types';
import { bare, type Call, pathOf } from '../../lint/calls.ts';
import { isFunction } from '../../lint/functions.ts';
import type { Module } from '../program.ts';
import { type FoundRoute, handlersOf, joinUrl, type RouteContext, textOf } from './found-route.ts';
import type { Mounts } from './mounts.ts';

const VERB = /^(get|post|put|patch|delete|del|all|head|options)$/;
const CLIENT =
  /^(axios|got|ky|superagent|supertest|undici|nock|msw|node-fetch|needle|request|http|https|jsonwebtoken|puppeteer|playwright|swr)\b/;
const CLIENT_NAME = /^(axios|nock|request|client|http|rest|agent|fetcher|mock\w*|\w*[cC]lient)$/;

export function registeredRoutes(context: RouteContext, mounts: Mounts): readonly FoundRoute[] {
  return [...context.program.modules.values()].flatMap((module) =>
    module.source.calls.flatMap((call) => {
      if (call.object === null || isClient(call.object, module, context)) return [];
      if (VERB.test(call.name)) return routesOf(call, module, { context, mounts });
      return call.name === 'use' || call.name === 'addHook'
        ? middlewareOf(call, module, { context, mounts })
        : [];
    }),
  );
}

interface Where {
  readonly context: RouteContext;
  readonly mounts: Mounts;
}

function routesOf(call: Call, module: Module, { context, mounts }: Where): readonly FoundRoute[] {
  const chained = routeOfChain(call.object);
  const paths = chained === null ? pathsOf(call.args[0]) : chained.paths;
  if (paths.length === 0) return [];
  const given = chained === null ? call.args.slice(1) : call.args;
  const handlers = [...new Set(given.flatMap((arg) => handlersOf(arg, module, context.values)))];
  const owner = context.values.of(module, chained?.owner ?? call.object ?? call.callee);
  // A method of the repository's own that happens to be called get; and `map.get('/x')` has no handler.
  if (handlers.length === 0 || context.values.of(module, call.callee).some(({ kind }) => kind === 'function'))
    return [];
  const method = call.name === 'all' ? '*' : call.name === 'del' ? 'DELETE' : call.name.toUpperCase();
  return mounts.prefixes(owner).flatMap((prefix) =>
    paths.map((path) => ({
      method,
      path: joinUrl(prefix, path),
      kind: 'route' as const,
      lines: null,
      module,
      node: call.node,
      handlers,
    })),
  );
}

function middlewareOf(call: Call, module: Module, { context, mounts }: Where): readonly FoundRoute[] {
  const owner = context.values.of(module, call.object ?? call.callee);
  const isRouter =
    owner.some(({ kind }) => kind === 'made') ||
    /^(app|router|server|fastify|api)$/.test(pathOf(call.object ?? call.callee));
  const handlers = call.args
    .filter((arg) => textOf(arg) === null)
    .flatMap((arg) => {
      const node = bare(arg);
      return isFunction(node) || node.type !== 'CallExpression' || context.values.of(module, node).length > 0
        ? handlersOf(node, module, context.values)
        : [];
    });
  if (!isRouter || handlers.length === 0) return [];
  const below = call.name === 'use' ? (textOf(call.args[0]) ?? '') : '';
  return mounts.prefixes(owner).map((prefix) => ({
    method: '*',
    path: joinUrl(joinUrl(prefix, below), '*'),
    kind: 'middleware' as const,
    lines: null,
    module,
    node: call.node,
    handlers: [...new Set(handlers)],
  }));
}

/** `router.route('/orders').get(…).post(…)`. */
function routeOfChain(
  object: Node | null,
): { readonly owner: Node; readonly paths: readonly string[] } | null {
  if (object === null) return null;
  const at = bare(object);
  if (at.type !== 'CallExpression') return null;
  const callee = bare(at.callee);
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return null;
  const paths = pathsOf(at.arguments[0]);
  if (callee.property.name === 'route' && at.arguments.length === 1 && paths.length > 0)
    return { owner: callee.object, paths };
  return VERB.test(callee.property.name) && paths.length === 0 ? routeOfChain(callee.object) : null;
}

function pathsOf(node: Node | undefined): readonly string[] {
  if (node === undefined) return [];
  if (node.type === 'ArrayExpression') return node.elements.flatMap((one) => (one ? pathsOf(one) : []));
  if (node.type === 'RegExpLiteral') return [`/${node.pattern}/`];
  const text = textOf(node);
  return text !== null && /^(\/|\*|$)/.test(text) ? [text] : [];
}

function isClient(object: Node, module: Module, { values }: RouteContext): boolean {
  const found = values.of(module, object);
  const isForeign = found.some(
    (value) =>
      (value.kind === 'package' && CLIENT.test(value.name)) ||
      (value.kind === 'made' && CLIENT.test(value.by)),
  );
  return isForeign || CLIENT_NAME.test(pathOf(object).split('.').at(-1) ?? '');
}
