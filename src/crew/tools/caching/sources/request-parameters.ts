// The parameters an answer depends on: query parameters and headers by name.
import type { Node } from '@babel/types';
import { bare, pathOf } from '../../lint/calls.ts';
import type { Source } from '../../lint/source.ts';
import { headerUse } from './header-use.ts';
import type { Reached } from './reach.ts';

const QUERY = /(?:^|\.)(?:search|searchParams|query|queryParams|querystring)$/;
const REQUEST_QUERY = /(?:^|\.)(?:req|request|ctx|context|c)\.(?:query|queries)$/;
const WHOLE_URL = /(?:^|\.)(?:req|request|ctx)\.(?:url|originalUrl|href|raw|search|querystring)$/;

/** `query.*` where all of them count, or nobody can tell which. */
export function parametersOf(reached: readonly Reached[]): readonly string[] {
  const named = reached.flatMap(({ source, nodes }) => nodes.flatMap((node) => namesIn(node, source)));
  const isWhole = reached.some(({ nodes }) =>
    nodes.some((node) => isMember(node) && WHOLE_URL.test(pathOf(node))),
  );
  const all = isWhole && named.length === 0 ? ['query.*'] : named;
  return [...new Set(all)].toSorted();
}

function namesIn(node: Node, source: Source): readonly string[] {
  const header = headerUse(node);
  if (header !== null && !header.isPersonal) return [`header.${header.name}`];
  if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') {
    const callee = bare(node.callee);
    const path = pathOf(callee);
    const [first] = node.arguments;
    const asks =
      REQUEST_QUERY.test(path) ||
      (/\.(?:get|getAll|has)$/.test(path) && QUERY.test(path.replace(/\.\w+$/, '')));
    if (!asks) return [];
    return [first?.type === 'StringLiteral' ? first.value : 'query.*'];
  }
  if (!isMember(node)) return [];
  const path = pathOf(node);
  const parent = source.tree.parent(node);
  if (!/(?:^|\.)(?:req|request|ctx|context|c|event|url)\.query$|^query$|nextUrl\.searchParams$/.test(path))
    return [];
  if (parent === null || isCalled(node, parent)) return [];
  if (isMember(parent) && parent.object === node)
    return !parent.computed && parent.property.type === 'Identifier'
      ? /^(?:get|getAll|has)$/.test(parent.property.name)
        ? []
        : [parent.property.name]
      : parent.property.type === 'StringLiteral'
        ? [parent.property.value]
        : ['query.*'];
  if (parent.type === 'VariableDeclarator' && parent.id.type === 'ObjectPattern')
    return parent.id.properties.map((property) =>
      property.type === 'ObjectProperty' && property.key.type === 'Identifier'
        ? property.key.name
        : 'query.*',
    );
  return ['query.*'];
}

function isCalled(node: Node, parent: Node): boolean {
  return (
    (parent.type === 'CallExpression' || parent.type === 'OptionalCallExpression') && parent.callee === node
  );
}

function isMember(
  node: Node,
): node is Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }> {
  return node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression';
}
