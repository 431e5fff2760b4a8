// Which configured targets run a line of code: the routes that reach it by calls, matched with what the configuration asks for.
import type { Config } from '../../config/config.ts';
import { pageName, routeName } from '../../config/target-name.ts';
import type { CallGraph, GraphRoute } from '../tools/call-graph/call-graph.ts';
import { routesReaching } from '../tools/call-graph/routes-reaching.ts';

export type TargetsReaching = (place: { readonly path: string; readonly line: number }) => readonly string[];

interface Asked {
  readonly name: string;
  readonly method: string;
  readonly path: string;
}

export function targetsReaching(graph: CallGraph, { targets }: Pick<Config, 'targets'>): TargetsReaching {
  const asked: readonly Asked[] = [
    ...targets.routes.map((route) => ({ name: routeName(route), method: route.method, path: route.path })),
    ...targets.pages.map((page) => ({ name: pageName(page), method: 'GET', path: page.path })),
  ];
  return (place) => {
    const reaching = routesReaching(graph, place).map(({ route }) => route);
    const own = reaching.filter(({ kind }) => kind !== 'listener');
    // A server's listener takes every request: it tells routes apart by itself, and nothing is known of them.
    const routes = own.length > 0 ? own : reaching;
    return asked.filter((one) => routes.some((route) => isFor(route, one))).map(({ name }) => name);
  };
}

function isFor({ method, path, kind }: GraphRoute, asked: Asked): boolean {
  if (kind === 'listener') return true;
  const wanted = method === '*' || method === asked.method || (method === 'GET' && asked.method === 'HEAD');
  return wanted && patternOf(path, kind === 'middleware').test(pathOf(asked.path));
}

function pathOf(path: string): string {
  return path.replace(/[?#].*$/, '').replace(/(?<=.)\/$/, '');
}

/** `:id`, `{id}`, `[id]`, `<id>` stand for one part of a path, `*` and `[...rest]` for all that follows. */
function patternOf(path: string, isPrefix: boolean): RegExp {
  const parts = pathOf(path).split('/');
  const pattern = parts
    .map((part) => {
      if (/^(\*.*|\[\[?\.\.\..*|:\w+[*+])$/.test(part)) return '.*';
      if (/^(:\w+|\{.+\}|\[.+\]|<.+>)/.test(part)) return '[^/]+';
      return part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    })
    .join('/');
  return new RegExp(
    isPrefix ? `^${pattern === '/' ? '' : pattern}(/|$)` : `^${pattern === '' ? '/' : pattern}$`,
  );
}
