// Caches that are there already: headers, libraries, and values that a process keeps, with what would end them.
import type { Node } from '@babel/types';
import type { CacheDesign } from './cache-design.ts';
import type { GatheredRoute } from './gather-routes.ts';
import { pathOf } from '../lint/calls.ts';
import { isFunction } from '../lint/functions.ts';
import type { Source } from '../lint/source.ts';
import type { Program } from './sources/program.ts';

type Existing = CacheDesign['existing'][number];

const LIBRARY =
  /^(?:lru-cache|node-cache|redis|ioredis|memcached|memoizee|p-memoize|quick-lru|keyv|cacheable|cache-manager|@fastify\/caching|apicache|@isaacs\/ttlcache)$/;

export function findExisting(program: Program, routes: readonly GatheredRoute[]): readonly Existing[] {
  return [...program.sources.values()].flatMap((source) =>
    source.tree.nodes.flatMap((node) => {
      const found = headerOf(node) ?? libraryOf(node) ?? memoOf(node, source);
      if (found === null) return [];
      const asking = routes.flatMap(({ method, path, reached }) =>
        reached.some(({ nodes }) => nodes.includes(node)) ? [`${method} ${path}`] : [],
      );
      const location = { path: source.path, line: node.loc?.start.line ?? 1, side: 'head' as const };
      return [{ ...found, location, routes: asking }];
    }),
  );
}

type Found = Pick<Existing, 'kind' | 'what' | 'problem'>;

function headerOf(node: Node): Found | null {
  const isPair = node.type === 'ObjectProperty' && node.key.type === 'StringLiteral';
  const isCall =
    node.type === 'CallExpression' && /\.(?:set|setHeader|header|append)$/.test(pathOf(node.callee));
  const name = isPair ? node.key : isCall ? node.arguments[0] : null;
  const value = isPair ? node.value : isCall ? node.arguments[1] : null;
  if (name?.type !== 'StringLiteral' || !/^(?:cache-control|etag|surrogate-control)$/i.test(name.value))
    return null;
  const text = value?.type === 'StringLiteral' ? value.value : '…';
  return { kind: 'http-header', what: `${name.value.toLowerCase()}: ${text}`, problem: null };
}

function libraryOf(node: Node): Found | null {
  return node.type === 'ImportDeclaration' && LIBRARY.test(node.source.value)
    ? { kind: 'library', what: node.source.value, problem: null }
    : null;
}

/** `kept ??= make()` outside of the function that fills it: it lives as long as the process. */
function memoOf(node: Node, source: Source): Found | null {
  if (node.type !== 'AssignmentExpression' || !/^(?:\?\?=|\|\|=)$/.test(node.operator)) return null;
  if (node.left.type !== 'Identifier') return null;
  const binding = source.scopes.resolve(node.left);
  const own = source.functionOf(node);
  if (
    binding === null ||
    own === null ||
    source.tree.holds(own, binding.scope) ||
    !/^(?:let|var)$/.test(binding.kind)
  )
    return null;
  const drops = binding.writes.filter(
    (write) => write !== node && source.tree.ancestors(write).some((at) => isFunction(at)),
  );
  return {
    kind: 'in-process',
    what: `${binding.name}, made once`,
    problem:
      drops.length > 0
        ? null
        : 'Nothing drops it before the process ends: what is written meanwhile never shows.',
  };
}
