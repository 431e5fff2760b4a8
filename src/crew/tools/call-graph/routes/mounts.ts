// What routers are mounted under: a router is known by the place that makes it, or by the parameter a plugin gets it by.
import type { Node } from '@babel/types';
import { type Call, bare } from '../../lint/calls.ts';
import { keyOf } from '../function-name.ts';
import type { Module } from '../program.ts';
import type { Value } from '../value.ts';
import { joinUrl, type RouteContext, textOf } from './found-route.ts';

export interface Mounts {
  /** One for each way that leads to it; the empty one where it is mounted nowhere. */
  readonly prefixes: (owner: readonly Value[]) => readonly string[];
}

interface Mount {
  readonly under: readonly Value[];
  readonly prefix: string;
}

/** Routers within routers within … */
const MAX_DEPTH = 8;

export function findMounts({ program, values }: RouteContext): Mounts {
  const mounts = new Map<Node, Mount[]>();
  const own = new Map<Node, string>();
  const add = (router: Value, mount: Mount): void => {
    const key = keyOfRouter(router);
    if (key !== null) mounts.set(key, [...(mounts.get(key) ?? []), mount]);
  };
  for (const module of program.modules.values())
    for (const call of module.source.calls) {
      if (call.object === null) continue;
      if (/^(use|route|mount|register)$/.test(call.name)) {
        const under = values.of(module, call.object);
        for (const { router, prefix } of mountedBy(call, module, values.of))
          if (!under.some((value) => keyOfRouter(value) === keyOfRouter(router)))
            add(router, { under, prefix });
      } else if (/^(prefix|basePath)$/.test(call.name)) {
        const prefix = textOf(call.args[0]);
        for (const value of values.of(module, call.object)) {
          const key = keyOfRouter(value);
          if (prefix !== null && key !== null) own.set(key, prefix);
        }
      }
    }
  const prefixesOf = (value: Value, depth: number): readonly string[] => {
    const key = keyOfRouter(value);
    if (key === null || depth > MAX_DEPTH) return [''];
    const inner = own.get(key) ?? prefixOption(value) ?? '';
    const outer = (mounts.get(key) ?? []).flatMap(({ under, prefix }) =>
      (under.length === 0 ? [''] : under.flatMap((one) => prefixesOf(one, depth + 1))).map((before) =>
        joinUrl(before, prefix),
      ),
    );
    return (outer.length === 0 ? [''] : outer).map((before) => joinUrl(before, inner));
  };
  return {
    prefixes: (owner) => {
      const found = new Set(owner.flatMap((value) => prefixesOf(value, 0)));
      return found.size === 0 ? [''] : [...found];
    },
  };
}

function mountedBy(
  { name, args }: Call,
  module: Module,
  of: (module: Module, node: Node) => readonly Value[],
): readonly { readonly router: Value; readonly prefix: string }[] {
  if (name === 'register') {
    const [plugin, options] = args;
    if (plugin === undefined) return [];
    return of(module, plugin).flatMap((value) =>
      value.kind === 'function' ? [{ router: value, prefix: option(options, 'prefix') ?? '' }] : [],
    );
  }
  const prefix = textOf(args[0]) ?? '';
  return args.flatMap((arg) =>
    of(module, arg).flatMap((router) =>
      router.kind === 'made' || router.kind === 'param' ? [{ router, prefix }] : [],
    ),
  );
}

/** A plugin's parameter and the plugin itself are one router. */
function keyOfRouter(value: Value): Node | null {
  return value.kind === 'made' || value.kind === 'param' || value.kind === 'function' ? value.node : null;
}

/** `new Router({ prefix: '/api' })`. */
function prefixOption(value: Value): string | null {
  if (value.kind !== 'made' || !('arguments' in value.node)) return null;
  return option(value.node.arguments[0], 'prefix');
}

export function option(node: Node | undefined, name: string): string | null {
  const object = node === undefined ? null : bare(node);
  if (object?.type !== 'ObjectExpression') return null;
  for (const property of object.properties)
    if (property.type === 'ObjectProperty' && keyOf(property) === name) return textOf(property.value);
  return null;
}
