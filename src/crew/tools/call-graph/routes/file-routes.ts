// Routes that a file's place makes: Next.js route files, API files and pages.
import type { RouteContext, FoundRoute } from './found-route.ts';
import { functionsOf } from '../value.ts';
import type { Module } from '../program.ts';

const VERBS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const ROUTE_FILE = /(?:^|\/)(?:src\/)?app\/(?:(.*)\/)?route\.[cm]?[jt]sx?$/;
const PAGE_FILE = /(?:^|\/)(?:src\/)?app\/(?:(.*)\/)?(?:page|layout)\.[cm]?[jt]sx?$/;
const OLD_API = /(?:^|\/)(?:src\/)?pages\/(api(?:\/.*)?)\.[cm]?[jt]sx?$/;
const OLD_PAGE = /(?:^|\/)(?:src\/)?pages\/(.*)\.[jt]sx$/;

export function fileRoutes({ program, values }: RouteContext): readonly FoundRoute[] {
  return [...program.modules.values()].flatMap((module) => {
    const found = (
      names: readonly string[],
      rest: Pick<FoundRoute, 'method' | 'path' | 'kind'>,
    ): readonly FoundRoute[] => {
      const handlers = functionsOf(names.flatMap((name) => values.exported(module, name)));
      const [first] = handlers;
      return first === undefined
        ? []
        : [
            {
              ...rest,
              lines: null,
              module,
              node: nodeIn(module, first),
              handlers: handlers.map(({ node }) => node),
            },
          ];
    };
    const file = ROUTE_FILE.exec(module.path);
    if (file !== null)
      return VERBS.flatMap((method) => found([method], { method, path: urlOf(file[1]), kind: 'route' }));
    const api = OLD_API.exec(module.path);
    if (api !== null) return found(['default'], { method: '*', path: urlOf(api[1]), kind: 'route' });
    const page = PAGE_FILE.exec(module.path);
    if (page !== null) {
      const path = /layout\.\w+$/.test(module.path)
        ? `${urlOf(page[1]).replace(/\/$/, '')}/*`
        : urlOf(page[1]);
      return found(['default', 'generateMetadata'], { method: 'GET', path, kind: 'page' });
    }
    const old = OLD_PAGE.exec(module.path);
    if (old === null || /(^|\/)_(app|document|error)$/.test(old[1] ?? '')) return [];
    return found(['default', 'getServerSideProps', 'getInitialProps'], {
      method: 'GET',
      path: urlOf(old[1]),
      kind: 'page',
    });
  });
}

function nodeIn(
  module: Module,
  value: { readonly module: Module; readonly node: FoundRoute['node'] },
): FoundRoute['node'] {
  return value.module === module ? value.node : (module.source.tree.nodes[0] ?? value.node);
}

/** `(shop)/orders/[id]` is /orders/:id. */
function urlOf(folders: string | undefined): string {
  const steps = (folders ?? '')
    .split('/')
    .filter((step) => step !== '' && !/^\(.*\)$/.test(step) && !step.startsWith('@'))
    .map((step) => step.replace(/^\[{1,2}\.\.\.(.+?)\]{1,2}$/, '*$1').replace(/^\[(.+)\]$/, ':$1'));
  return `/${steps.join('/')}`.replace(/(^|\/)index$/, '$1').replace(/(.)\/$/, '$1');
}
