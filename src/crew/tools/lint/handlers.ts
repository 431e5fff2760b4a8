// Whether code runs for each request: handlers of Express, Fastify, Koa, Hono, Nest and Next by their shape.
import type { Node } from '@babel/types';
import { bare, pathOf } from './calls.ts';
import { type FunctionNode, isFunction } from './functions.ts';
import type { Source } from './source.ts';

const ROUTED = /^(get|post|put|patch|delete|del|all|use|options|head|route|on)$/;
const NEST = /^(Get|Post|Put|Patch|Delete|All|Options|Head|MessagePattern|Query|Mutation|ResolveField)$/;
const VERB = /^(GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD|loader|action|getServerSideProps)$/;
const FIRST = /^_?(req|request|ctx|context|c)$/;
/** What servers call the request, or what they hand over with it. */
const REQUEST =
  /^:\s*(H3Event|IncomingMessage|FastifyRequest|NextRequest|NextApiRequest|KoaContext|APIGatewayProxyEvent(V2)?|Connect\.IncomingMessage|Express\.Request|express\.Request)\b/;
const SECOND = /^_?(res|response|reply|next)$/;

/** The handler that this code is part of; null where it is none's. */
export function handlerOf(node: Node, source: Source): FunctionNode | null {
  return (
    [node, ...source.tree.ancestors(node)].find(
      (at): at is FunctionNode => isFunction(at) && isHandler(at, source),
    ) ?? null
  );
}

function isHandler(node: FunctionNode, source: Source): boolean {
  const [first, second] = node.params.map((param) => (param.type === 'Identifier' ? param.name : ''));
  if (FIRST.test(first ?? '') && SECOND.test(second ?? '')) return true;
  if (node.params.some((param) => isRequest(param, source))) return true;
  if (node.type === 'ClassMethod')
    return (node.decorators ?? []).some(({ expression }) => NEST.test(decoratorName(expression)));
  const parent = source.tree.parent(node);
  if (node.type === 'FunctionDeclaration')
    return (
      parent?.type === 'ExportNamedDeclaration' &&
      VERB.test(node.id?.name ?? '') &&
      /route\.[jt]sx?$|\+server\.[jt]s$|^.*pages\/|routes?\//.test(source.path)
    );
  if (parent?.type === 'ObjectProperty')
    return (
      parent.key.type === 'Identifier' &&
      parent.key.name === 'handler' &&
      /^(req|request|_req|_request)$/.test(first ?? '')
    );
  if (parent?.type !== 'CallExpression') return false;
  const callee = bare(parent.callee);
  if (
    callee.type !== 'MemberExpression' ||
    callee.property.type !== 'Identifier' ||
    !ROUTED.test(callee.property.name)
  )
    return false;
  const route = parent.arguments[0];
  const isPath = route?.type === 'StringLiteral' && /^[/*]/.test(route.value);
  return isPath || (callee.property.name === 'use' && FIRST.test(first ?? ''));
}

/** `event: H3Event`. */
function isRequest(param: Node, { textOf }: Source): boolean {
  return (
    param.type === 'Identifier' && param.typeAnnotation != null && REQUEST.test(textOf(param.typeAnnotation))
  );
}

function decoratorName(expression: Node): string {
  return pathOf(expression.type === 'CallExpression' ? expression.callee : expression);
}
