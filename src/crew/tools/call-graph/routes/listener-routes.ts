// Servers of node:http: their listener takes every request, and often tells routes apart by comparing the path.
import type { Node } from '@babel/types';
import { bare, pathOf } from '../../lint/calls.ts';
import type { FunctionNode } from '../../lint/functions.ts';
import type { Module } from '../program.ts';
import { type FoundRoute, handlersOf, type RouteContext, textOf } from './found-route.ts';

const SERVER = /^(https?|http2)\.create(Secure)?Server$/;
const URL = /(^|\.)(url|pathname|path)$/;
const METHOD = /(^|\.)method$/;

export function listenerRoutes({ program, values, calls }: RouteContext): readonly FoundRoute[] {
  return [...program.modules.values()].flatMap((module) =>
    module.source.calls.flatMap((call) => {
      const isServer = values
        .of(module, call.callee)
        .some((value) => value.kind === 'package' && SERVER.test(value.name));
      if (!isServer) return [];
      const listeners = [...new Set(call.args.flatMap((arg) => handlersOf(arg, module, values)))];
      return listeners.flatMap((listener) => {
        const owned = moduleOf(listener);
        const called = calls.flatMap(({ from, to, kind }) =>
          from?.node === listener && kind === 'call' ? to.map(({ node }) => node) : [],
        );
        const compared = [listener, ...new Set(called)].flatMap((one) => {
          const home = moduleOf(one);
          return home === null ? [] : comparisonsIn(one, home);
        });
        const place = owned === null ? { module, node: call.node } : { module: owned, node: listener };
        return [
          ...compared,
          { method: '*', path: '/*', kind: 'listener' as const, lines: null, ...place, handlers: [listener] },
        ];
      });
    }),
  );

  function moduleOf(node: FunctionNode): Module | null {
    const named = program.named(node);
    return named === null ? null : (program.modules.get(named.path) ?? null);
  }
}

/** `if (request.method === 'GET' && url.pathname === '/orders') { … }`, and cases of a switch. */
function comparisonsIn(owner: FunctionNode, module: Module): readonly FoundRoute[] {
  return module.source.tree.within(owner).flatMap((node): readonly FoundRoute[] => {
    const found = (tests: Node, body: Node, path: string): FoundRoute => ({
      method: methodIn(tests) ?? '*',
      path,
      kind: 'route',
      lines: { first: body.loc?.start.line ?? 1, last: body.loc?.end.line ?? 1 },
      module,
      node,
      handlers: [owner],
    });
    if (node.type === 'IfStatement')
      return pathsIn(node.test).map((path) => found(node.test, node.consequent, path));
    if (node.type !== 'SwitchStatement' || !URL.test(pathOf(node.discriminant))) return [];
    return node.cases.flatMap((one) => {
      const path = textOf(one.test);
      return path?.startsWith('/') ? [found(one, one, path)] : [];
    });
  });
}

function pathsIn(test: Node): readonly string[] {
  const at = bare(test);
  if (at.type === 'LogicalExpression') return [...pathsIn(at.left), ...pathsIn(at.right)];
  const text = comparedWith(at, URL);
  if (text?.startsWith('/')) return [text];
  if (at.type !== 'CallExpression' || at.callee.type !== 'MemberExpression') return [];
  const [first] = at.arguments;
  const start = textOf(first);
  const isStart = pathOf(at.callee).endsWith('.startsWith') && URL.test(pathOf(at.callee.object));
  return isStart && start?.startsWith('/') ? [`${start}*`] : [];
}

function methodIn(test: Node): string | null {
  const at = bare(test);
  if (at.type === 'LogicalExpression') return methodIn(at.left) ?? methodIn(at.right);
  return comparedWith(at, METHOD);
}

function comparedWith(node: Node, what: RegExp): string | null {
  if (node.type !== 'BinaryExpression' || !/^===?$/.test(node.operator)) return null;
  if (what.test(pathOf(node.left))) return textOf(node.right);
  return what.test(pathOf(node.right)) ? textOf(node.left) : null;
}
