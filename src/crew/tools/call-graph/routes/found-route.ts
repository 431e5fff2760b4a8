// A place where requests enter, before it is written down by ids, and what all finders of routes are given.
import type { Node } from '@babel/types';
import { bare } from '../../lint/calls.ts';
import { type FunctionNode, isFunction } from '../../lint/functions.ts';
import type { GraphRoute } from '../call-graph.ts';
import type { Module, Program } from '../program.ts';
import type { Values } from '../read-values.ts';
import { functionsOf } from '../value.ts';
import type { FoundCall } from '../find-calls.ts';

export interface FoundRoute extends Pick<GraphRoute, 'method' | 'path' | 'kind' | 'lines'> {
  readonly module: Module;
  /** Where it is said. */
  readonly node: Node;
  readonly handlers: readonly FunctionNode[];
}

export interface RouteContext {
  readonly program: Program;
  readonly values: Values;
  readonly calls: readonly FoundCall[];
}

/** Functions that an argument hands over, those wrapped by other calls included: `asyncHandler(show)`. */
export function handlersOf(arg: Node, module: Module, values: Values): readonly FunctionNode[] {
  const node = bare(arg);
  if (isFunction(node)) return [node];
  if (node.type === 'ArrayExpression')
    return node.elements.flatMap((element) => (element ? handlersOf(element, module, values) : []));
  const own = functionsOf(values.of(module, node)).map((value) => value.node);
  const wrapped =
    node.type === 'CallExpression'
      ? node.arguments.flatMap((inner) => handlersOf(inner, module, values))
      : [];
  return [...new Set([...own, ...wrapped])];
}

/** Text of a string without holes; null for anything else. */
export function textOf(node: Node | null | undefined): string | null {
  if (!node) return null;
  const at = bare(node);
  if (at.type === 'StringLiteral') return at.value;
  if (at.type === 'TemplateLiteral' && at.expressions.length === 0) return at.quasis[0]?.value.cooked ?? null;
  return null;
}

export function joinUrl(prefix: string, path: string): string {
  const joined = `/${prefix}/${path}`.replaceAll(/\/{2,}/g, '/');
  return joined.length > 1 ? joined.replace(/\/$/, '') : joined;
}
