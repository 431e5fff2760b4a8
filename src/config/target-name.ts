// How a target is called in plans, measurements and reports; names are unique within their kind.
import type { PageTarget, RouteTarget } from './config.ts';

export function pageName(page: PageTarget): string {
  return page.name ?? (page.form_factor === 'desktop' ? `${page.path} (desktop)` : page.path);
}

export function routeName(route: RouteTarget): string {
  return route.name ?? `${route.method} ${route.path}`;
}
