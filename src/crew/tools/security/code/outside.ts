// Values that a stranger writes: what request objects carry in the usual frameworks, and what a page reads from its address.
import type { Node } from '@babel/types';
import { pathOf } from '../../lint/calls.ts';
import { handlerOf } from '../../lint/handlers.ts';
import type { Binding } from '../../lint/scopes.ts';
import type { Source } from '../../lint/source.ts';

const PARTS = 'query|params|body|rawBody|headers|cookies|signedCookies|url|originalUrl|files?|hostname';
const MEMBER = new RegExp(
  `^(?:(?:\\w+\\.)?(?:req|request)\\.(?:${PARTS}|path|nextUrl|search)|(?:ctx|context)\\.(?:query|params|querystring|search)|event\\.(?:body|rawPath|queryStringParameters|pathParameters|multiValueQueryStringParameters))$`,
);
const CALL =
  /^(?:\w+\.)?(?:req|request)\.(?:get|header|param|query|queries|json|text|formData|parseBody|arrayBuffer)$/;
const PAGE =
  /^(?:(?:window|document|self|globalThis)\.)?location\.(?:hash|search|href)$|^document\.(?:referrer|URL|documentURI)$|^window\.name$/;
const DECORATOR = /^(Body|Query|Param|Headers|Cookies|Req)$/;
const PART = new RegExp(`^(?:${PARTS}|searchParams)$`);

export function isFromOutside(node: Node, source: Source): boolean {
  const isCall = node.type === 'CallExpression' || node.type === 'OptionalCallExpression';
  if (!isCall && node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return false;
  const path = pathOf(isCall ? node.callee : node);
  if (!isCall && PAGE.test(path)) return true;
  return (isCall ? CALL : MEMBER).test(path) && isParameter(isCall ? node.callee : node, source);
}

/** Nest's `@Body() dto`, and `({ params }) => …` where a handler is given. */
export function isOutsideParameter(binding: Binding, source: Source): boolean {
  const decorators = binding.identifier.decorators ?? [];
  const isDecorated = decorators.some(({ expression }) =>
    DECORATOR.test(pathOf(expression.type === 'CallExpression' ? expression.callee : expression)),
  );
  if (isDecorated) return true;
  const parent = source.tree.parent(binding.identifier);
  const isDestructured = parent?.type === 'ObjectProperty';
  return isDestructured && PART.test(binding.name) && handlerOf(binding.identifier, source) !== null;
}

/** A request made here is no request received: only what a function is given counts. */
function isParameter(node: Node, source: Source): boolean {
  let root = node;
  while (root.type === 'MemberExpression' || root.type === 'OptionalMemberExpression') root = root.object;
  if (root.type === 'ThisExpression') return true;
  if (root.type !== 'Identifier') return false;
  const binding = source.scopes.resolve(root);
  return binding === null || binding.kind === 'param';
}
