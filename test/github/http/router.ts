// Finds the route of a request; templates are written like the paths of the OpenAPI document so that answers can be checked against it.
import type { IncomingHttpHeaders } from 'node:http';
import type { Hub } from '../hub.ts';
import type { Json } from '../json.ts';
import type { Caller } from '../model/app.ts';
import type { Answer } from './answer.ts';

export interface Call {
  readonly hub: Hub;
  readonly method: string;
  /** The address as asked, without /api/v3: pages link to it. */
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: Json;
  readonly caller: Caller;
}

export interface Route {
  readonly method: string;
  /** `{name}` is one segment, `{name*}` may hold slashes. */
  readonly template: string;
  readonly handle: (call: Call) => Answer | Promise<Answer>;
  readonly pattern: RegExp;
}

export function route(method: string, template: string, handle: Route['handle']): Route {
  const source = template
    .replaceAll(/[.+?^$()|[\]\\]/g, '\\$&')
    .replaceAll(/\{(\w+)\*\}/g, '(?<$1>.+)')
    .replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return { method, template, handle, pattern: new RegExp(`^${source}$`) };
}

export function matchRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly params: Readonly<Record<string, string>> } | null {
  for (const candidate of routes) {
    if (candidate.method !== method) continue;
    const match = candidate.pattern.exec(path);
    if (match === null) continue;
    const params: Record<string, string> = {};
    for (const [name, value] of Object.entries(match.groups ?? {})) params[name] = decodeURIComponent(value);
    return { route: candidate, params };
  }
  return null;
}

export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`The route of ${call.url.pathname} has no {${name}}.`);
  return value;
}
