// Where a handler hands its whole request to code that is not among the files: what that reads of it, nobody can tell.
import type { Identifier, Node } from '@babel/types';
import { bare, pathOf } from '../../lint/calls.ts';
import { isFunction } from '../../lint/functions.ts';
import type { Source } from '../../lint/source.ts';
import type { Piece, Program } from './program.ts';
import type { Reached } from './reach.ts';
import { evidence, type Evidence } from './evidence.ts';

const REQUEST = /^_?(?:req|request|ctx|context|c|event)$/;

export function requestEscapes(
  handler: Piece,
  reached: readonly Reached[],
  program: Program,
): readonly Evidence[] {
  const own = firstParameter(handler);
  return reached.flatMap(({ source, nodes }) =>
    nodes.flatMap((node) => {
      if (node.type !== 'Identifier') return [];
      const binding = source.scopes.resolve(node);
      if (binding?.kind !== 'param' || binding.identifier === node) return [];
      if (binding.identifier !== own && !REQUEST.test(node.name)) return [];
      const use = useOf(node, source, program);
      return use === null ? [] : [evidence(use, node, source)];
    }),
  );
}

function firstParameter({ source, node }: Piece): Identifier | null {
  const answering = isFunction(node) ? node : source.tree.within(node).find((at) => isFunction(at));
  const [first] = answering?.params ?? [];
  return first?.type === 'Identifier' ? first : null;
}

/** Null where it is only looked into, or goes to code that is looked into. */
function useOf(identifier: Identifier, source: Source, program: Program): string | null {
  const parent = source.tree.parent(identifier);
  if (parent === null) return null;
  const { name } = identifier;
  if (parent.type === 'MemberExpression' || parent.type === 'OptionalMemberExpression') {
    if (parent.object !== identifier || (parent.computed && parent.property.type !== 'StringLiteral'))
      return `looks up a name in ${name} that is only known when it runs`;
    return addedBefore(parent, identifier) ?? wholeHeaders(parent, source);
  }
  if (parent.type === 'VariableDeclarator')
    return parent.id.type === 'ObjectPattern' ? null : `keeps ${name} under another name`;
  if (parent.type === 'CallExpression' || parent.type === 'OptionalCallExpression') {
    const callee = bare(parent.callee);
    if (callee === identifier || piecesOf(callee, source, program).length > 0) return null;
    return `hands ${name} to ${pathOf(callee) || 'a function'}(), which is not among the files`;
  }
  const isLookedAt =
    /^(?:ObjectPattern|FunctionDeclaration|FunctionExpression|UnaryExpression|IfStatement)$/.test(
      parent.type,
    );
  return isLookedAt ? null : `gives ${name} away`;
}

function piecesOf(callee: Node, source: Source, program: Program): readonly Piece[] {
  if (callee.type === 'Identifier') return program.resolve(callee, source);
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
    ? program.methods(callee.object, callee.property.name, source)
    : [];
}

/** What the frameworks themselves put on a request or context; anything else was put there by code that runs before. */
const STANDARD =
  /^(?:params|parameters|param|cookies|signedCookies|query|queries|body|rawBody|parsedBody|url|originalUrl|baseUrl|path|pathname|method|headers|rawHeaders|header|get|set|protocol|secure|hostname|host|subdomains|xhr|fresh|stale|accepts|acceptsLanguages|acceptsEncodings|is|log|logger|app|server|raw|req|res|request|response|route|routeOptions|routerPath|nextUrl|search|searchParams|json|text|html|status|redirect|type|length|etag|lastModified|vary|throw|assert|on|once|off|socket|connection|signal|clone|id|complete|aborted|destroy|pipe|resume|pause|setTimeout|event|executionCtx|env|render|newResponse|notFound|inspect|toString|httpVersion)$/;

function addedBefore(member: Node, { name }: Identifier): string | null {
  if (member.type !== 'MemberExpression' && member.type !== 'OptionalMemberExpression') return null;
  const property = member.property.type === 'Identifier' && !member.computed ? member.property.name : '';
  if (!/^_?(?:req|request|ctx|c|event)$/.test(name) || property === '' || STANDARD.test(property))
    return null;
  return `reads ${name}.${property}, which code before the route puts there`;
}

/** `f(req.headers)`: all of them. */
function wholeHeaders(member: Node, source: Source): string | null {
  const path = pathOf(member);
  if (!path.endsWith('.headers')) return null;
  const parent = source.tree.parent(member);
  return parent?.type === 'MemberExpression' || parent?.type === 'OptionalMemberExpression'
    ? null
    : `gives ${path} away`;
}
