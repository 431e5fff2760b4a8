// Routes that a change takes away: registered ones that vanish, and files that are routes by where they stand.
import type { DiffFile } from '../../change/diff.ts';
import { extensionOf } from '../../change/file-kind.ts';
import type { ChangedLine, Found } from './changed-lines.ts';

export interface RouteChanges {
  readonly file: DiffFile;
  readonly added: readonly ChangedLine[];
  readonly deleted: readonly ChangedLine[];
}

export function removedRoutes(changes: readonly RouteChanges[]): readonly Found[] {
  const registered = changes.flatMap(({ file, deleted }) => routesOn(deleted, file.path));
  const files = changes.flatMap(({ file }) => removedRouteFile(file));
  if (registered.length === 0) return files;
  const added = new Set(
    changes.flatMap(({ file, added: lines }) => routesOn(lines, file.path)).map(({ name }) => name),
  );
  return [...registered.filter(({ name }) => !added.has(name)), ...files];
}

function routesOn(lines: readonly ChangedLine[], path: string): readonly Found[] {
  const found: Found[] = [];
  for (const { text, line } of lines) {
    const name = routeName(text);
    if (name !== null) found.push({ path, line, name });
  }
  return found;
}

const METHODS = 'get|post|put|patch|delete|head|options|all|route|use';
/** app.get('/x', …) · router.route('/x') · fastify.post<Body>('/x') */
const CALL = new RegExp(
  `\\b(?:app|router|routes?|server|fastify|hono|\\w+(?:App|Router|Routes|Server))\\s*\\.\\s*(${METHODS})\\s*(?:<[^>]*>)?\\(\\s*['"\`](/[^'"\`]*)`,
);
/** @Get('x') · @PostMapping("/x") · @app.route("/x") · @router.get("/x") */
const DECORATOR = new RegExp(
  `^\\s*@(?:\\w+\\.)?(${METHODS})(?:Mapping)?\\(\\s*(?:path\\s*=\\s*)?['"\`]([^'"\`]*)`,
  'i',
);
/** { method: 'GET', url: '/x' } */
const OBJECT = /\b(?:url|path)\s*:\s*['"`](\/[^'"`]*)/;

function routeName(text: string): string | null {
  if (text.length > 400) return null;
  const match = CALL.exec(text) ?? DECORATOR.exec(text);
  if (match !== null) return `${match[1]?.toUpperCase() ?? ''} /${(match[2] ?? '').replace(/^\//, '')}`;
  const object = /\bmethod\s*:/.test(text) ? OBJECT.exec(text) : null;
  return object === null ? null : `route ${object[1] ?? ''}`;
}

/** Next.js, Nuxt, Astro and SvelteKit serve what lies in certain places. */
function removedRouteFile(file: DiffFile): readonly Found[] {
  const before = file.status === 'renamed' ? file.previousPath : file.path;
  if (before === null || (file.status !== 'deleted' && file.status !== 'renamed')) return [];
  if (!isRouteFile(before) || (file.status === 'renamed' && routeOf(before) === routeOf(file.path)))
    return [];
  return [{ path: file.path, line: null, name: before }];
}

function isRouteFile(path: string): boolean {
  if (/(^|\/)\+(page|server)(\.server)?\.(svelte|[jt]s)$/.test(path)) return true;
  if (/(^|\/)app\/(.*\/)?(page|route)\.[jt]sx?$/.test(path)) return true;
  return (
    /^(.*\/)?(src\/)?pages\/(?!.*\/?_)[^.]+\.([jt]sx?|vue|astro)$/.test(path) && extensionOf(path) !== ''
  );
}

/** A route file may change its language without its address. */
function routeOf(path: string): string {
  return isRouteFile(path) ? path.replace(/\.[a-z]+$/, '') : '';
}
