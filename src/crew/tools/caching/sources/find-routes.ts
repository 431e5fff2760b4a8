// The routes an application declares, with the code that answers each: Express, Fastify, Koa, Hono, Next, and `'GET /path': handler` tables.
import type { Node } from '@babel/types';
import { bare, type Call } from '../../lint/calls.ts';
import { isFunction } from '../../lint/functions.ts';
import type { Source } from '../../lint/source.ts';
import type { Piece, Program } from './program.ts';

export interface FoundRoute {
  readonly method: string;
  /** As a pattern: `/users/:id`. */
  readonly path: string;
  readonly handler: Piece;
  /** What runs before it for this route alone. */
  readonly before: readonly Piece[];
}

const VERBS = /^(?:get|post|put|patch|delete|del|head|all)$/;
const TABLE_KEY = /^(GET|POST|PUT|PATCH|DELETE|HEAD)\s+(\/\S*)$/;

export function findRoutes(program: Program): readonly FoundRoute[] {
  const prefixes = mountsIn(program);
  return [...program.sources.values()].flatMap((source) => {
    const declared = [...calledRoutes(source), ...listedRoutes(source)];
    const mounted = prefixes.get(source.path) ?? [''];
    return [
      ...mounted.flatMap((prefix) =>
        declared.map((route) => ({ ...route, path: (prefix + route.path).replace(/(?<=.)\/$/, '') })),
      ),
      ...fileRoutes(source),
    ];
  });
}

function calledRoutes(source: Source): readonly FoundRoute[] {
  return source.calls.flatMap((call) => {
    const { name, args } = call;
    if (name === 'route') return objectRoute(call, source);
    const [path, ...handlers] = args;
    const handler = handlers.at(-1);
    if (call.object === null || !VERBS.test(name) || path?.type !== 'StringLiteral') return [];
    if (!/^[/*]/.test(path.value) || handler === undefined || !mayAnswer(handler)) return [];
    const before = handlers.slice(0, -1).map((node) => ({ source, node }));
    const method = name === 'del' ? 'DELETE' : name.toUpperCase();
    return [{ method, path: path.value, handler: { source, node: handler }, before }];
  });
}

/** Not the options of a client's `get('/path', { … })`. */
function mayAnswer(node: Node): boolean {
  const at = bare(node);
  return (
    isFunction(at) ||
    at.type === 'Identifier' ||
    at.type === 'MemberExpression' ||
    at.type === 'CallExpression'
  );
}

/** Fastify's `route({ method, url, handler })`. */
function objectRoute({ args: [options] }: Call, source: Source): readonly FoundRoute[] {
  if (options?.type !== 'ObjectExpression') return [];
  const method = valueOf(options, 'method');
  const path = valueOf(options, 'url') ?? valueOf(options, 'path');
  const handler = valueOf(options, 'handler');
  if (method?.type !== 'StringLiteral' || path?.type !== 'StringLiteral' || handler === null) return [];
  const before = ['preHandler', 'onRequest', 'preValidation'].flatMap((key) => {
    const node = valueOf(options, key);
    return node === null ? [] : [{ source, node }];
  });
  return [
    { method: method.value.toUpperCase(), path: path.value, handler: { source, node: handler }, before },
  ];
}

function valueOf(object: Extract<Node, { type: 'ObjectExpression' }>, key: string): Node | null {
  for (const property of object.properties) {
    if (property.type === 'SpreadElement' || property.key.type !== 'Identifier' || property.key.name !== key)
      continue;
    return property.type === 'ObjectMethod' ? property : bare(property.value);
  }
  return null;
}

function listedRoutes(source: Source): readonly FoundRoute[] {
  return source.tree.nodes.flatMap((node) => {
    if (node.type !== 'ObjectProperty' && node.type !== 'ObjectMethod') return [];
    const match = node.key.type === 'StringLiteral' ? TABLE_KEY.exec(node.key.value) : null;
    const handler = node.type === 'ObjectMethod' ? node : node.value;
    return match === null
      ? []
      : [{ method: match[1] ?? '', path: match[2] ?? '', handler: { source, node: handler }, before: [] }];
  });
}

/** Next's `app/…/route.ts`. */
function fileRoutes(source: Source): readonly FoundRoute[] {
  const folder = /(?:^|\/)app\/(.*\/)?route\.[jt]sx?$/.exec(source.path);
  if (folder === null) return [];
  const path = `/${folder[1] ?? ''}`
    .replaceAll(/\/\([^/]*\)/g, '')
    .replaceAll(/\[(\w+)\]/g, ':$1')
    .replace(/(?<=.)\/$/, '');
  return source.scopes.bindings.flatMap(({ name, scope, declaration }) =>
    scope.type === 'Program' && /^(?:GET|POST|PUT|PATCH|DELETE|HEAD)$/.test(name)
      ? [{ method: name, path, handler: { source, node: declaration }, before: [] }]
      : [],
  );
}

/** `app.use('/prefix', router)`, by the file the router stands in. */
function mountsIn(program: Program): ReadonlyMap<string, readonly string[]> {
  const mounts = new Map<string, string[]>();
  for (const source of program.sources.values()) {
    for (const { name, args } of source.calls) {
      const [path, ...rest] = args;
      if ((name !== 'use' && name !== 'route') || path?.type !== 'StringLiteral') continue;
      for (const node of rest) {
        const piece = node.type === 'Identifier' ? program.resolve(node, source) : [];
        for (const { source: target } of piece)
          if (target !== source)
            mounts.set(target.path, [...(mounts.get(target.path) ?? []), path.value.replace(/\/$/, '')]);
      }
    }
  }
  return mounts;
}
