// Routes that are written down as data or as decorators: `'GET /orders': handler`, `{ method, path, handler }`, Nest's controllers.
import type { Node, ObjectExpression } from '@babel/types';
import { bare, pathOf } from '../../lint/calls.ts';
import { keyOf } from '../function-name.ts';
import type { Module } from '../program.ts';
import { type FoundRoute, handlersOf, joinUrl, type RouteContext, textOf } from './found-route.ts';
import { type Mounts, option } from './mounts.ts';

const KEY = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ALL|\*)\s+(\/\S*)$/;
const DECORATOR = /^(Get|Post|Put|Patch|Delete|All|Options|Head)$/;

export function writtenRoutes(context: RouteContext, mounts: Mounts): readonly FoundRoute[] {
  return [...context.program.modules.values()].flatMap((module) => [
    ...module.source.tree
      .of('ObjectExpression')
      .flatMap((object) => [
        ...keyed(object, module, context),
        ...described(object, module, { context, mounts }),
      ]),
    ...decorated(module),
  ]);
}

function keyed(object: ObjectExpression, module: Module, { values }: RouteContext): readonly FoundRoute[] {
  return object.properties.flatMap((property) => {
    if (property.type === 'SpreadElement') return [];
    const match = KEY.exec(keyOf(property));
    const handlers =
      property.type === 'ObjectMethod' ? [property] : handlersOf(property.value, module, values);
    if (match === null || handlers.length === 0) return [];
    const method = match[1] === 'ALL' ? '*' : (match[1] ?? '*');
    return [{ ...route(method, match[2] ?? '/'), module, node: property, handlers }];
  });
}

function described(
  object: ObjectExpression,
  module: Module,
  { context, mounts }: { readonly context: RouteContext; readonly mounts: Mounts },
): readonly FoundRoute[] {
  const path = option(object, 'path') ?? option(object, 'url');
  const methods = methodsOf(object);
  if (path === null || !path.startsWith('/') || methods.length === 0) return [];
  const handlers = object.properties.flatMap((property) => {
    if (
      property.type === 'SpreadElement' ||
      !/^(handler|preHandler|onRequest|preValidation)$/.test(keyOf(property))
    )
      return [];
    return property.type === 'ObjectMethod' ? [property] : handlersOf(property.value, module, context.values);
  });
  if (handlers.length === 0) return [];
  const call = module.source.tree.parent(object);
  const callee = call?.type === 'CallExpression' ? bare(call.callee) : null;
  const owner = callee?.type === 'MemberExpression' ? context.values.of(module, callee.object) : [];
  return mounts
    .prefixes(owner)
    .flatMap((prefix) =>
      methods.map((method) => ({ ...route(method, joinUrl(prefix, path)), module, node: object, handlers })),
    );
}

function methodsOf(object: ObjectExpression): readonly string[] {
  return object.properties.flatMap((property) => {
    if (property.type !== 'ObjectProperty' || keyOf(property) !== 'method') return [];
    const value = bare(property.value);
    const texts =
      value.type === 'ArrayExpression' ? value.elements.map((one) => textOf(one)) : [textOf(value)];
    return texts.flatMap((text) => (text === null ? [] : [text.toUpperCase()]));
  });
}

function decorated(module: Module): readonly FoundRoute[] {
  return module.source.tree.of('ClassDeclaration').flatMap((node) => {
    const controller = (node.decorators ?? []).find((one) => nameOf(one.expression) === 'Controller');
    if (controller === undefined) return [];
    const prefix = argumentOf(controller.expression);
    return node.body.body.flatMap((member) => {
      if (member.type !== 'ClassMethod') return [];
      return (member.decorators ?? []).flatMap(({ expression }) => {
        const verb = nameOf(expression);
        if (!DECORATOR.test(verb)) return [];
        const method = verb === 'All' ? '*' : verb.toUpperCase();
        return [
          {
            ...route(method, joinUrl(prefix, argumentOf(expression))),
            module,
            node: member,
            handlers: [member],
          },
        ];
      });
    });
  });
}

function nameOf(expression: Node): string {
  return pathOf(expression.type === 'CallExpression' ? expression.callee : expression);
}

function argumentOf(expression: Node): string {
  if (expression.type !== 'CallExpression') return '';
  const [first] = expression.arguments;
  return textOf(first) ?? option(first, 'path') ?? '';
}

function route(method: string, path: string): Pick<FoundRoute, 'method' | 'path' | 'kind' | 'lines'> {
  return { method, path, kind: 'route', lines: null };
}
