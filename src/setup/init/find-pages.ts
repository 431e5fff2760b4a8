// Which pages a browser can open: HTML files of a static site, file routes of a framework, `/` of everything that serves one.
import type { FoundApp } from './find-app.ts';
import type { FoundRoutes } from './find-routes.ts';
import { joinPath, type Repository } from './repository.ts';

const MAX_PAGES = 3;
const SERVED_FOLDERS = ['public', 'static', 'www', 'client', 'src/public', 'views/public'];
const FILE_ROUTES: readonly RegExp[] = [
  /^(?:src\/)?app\/(?:(.+)\/)?page\.[jt]sx?$/, // Next.js app router
  /^(?:src\/)?pages\/(?:(.+)\/)?index\.(?:[jt]sx?|astro|mdx?|vue)$/, // folders of Next.js pages, Astro, Nuxt
  /^(?:src\/)?pages\/(.+)\.(?:[jt]sx?|astro|mdx?|vue)$/,
  /^src\/routes\/(?:(.+)\/)?\+page\.svelte$/, // SvelteKit
];

export async function findPages(
  app: FoundApp,
  repository: Repository,
  routes: FoundRoutes | null,
): Promise<readonly string[]> {
  if (app.launch === null) return [];
  if (app.serves === 'server') return serverPages(app, repository, routes);
  const pages =
    app.kind === 'static files' && app.launch.by === 'perfcrew'
      ? htmlFiles(app.launch.folder, repository)
      : [...fileRoutes(app, repository), ...(await viteEntries(app, repository))];
  return [...new Set(['/', ...pages])].slice(0, MAX_PAGES);
}

function serverPages(app: FoundApp, repository: Repository, routes: FoundRoutes | null): readonly string[] {
  const html = (routes?.routes ?? []).filter((route) => route.html).map((route) => route.path);
  const served = SERVED_FOLDERS.some((folder) =>
    repository.has(joinPath(app.directory, `${folder}/index.html`)),
  );
  return [...new Set(served ? ['/', ...html] : html)].slice(0, MAX_PAGES);
}

function htmlFiles(folder: string, repository: Repository): readonly string[] {
  const prefix = folder === '.' ? '' : `${folder}/`;
  return repository.paths
    .filter((path) => path.startsWith(prefix) && path.endsWith('.html'))
    .map((path) => path.slice(prefix.length))
    .filter(
      (path) =>
        !path.split('/').some((step) => step.startsWith('.')) &&
        !/(^|\/)(404|500|index)\.html$/.test(path) &&
        !path.includes('/'),
    )
    .map((path) => `/${path}`);
}

/** Vite builds the HTML files that its configuration names besides index.html; it answers others with index.html. */
async function viteEntries(app: FoundApp, repository: Repository): Promise<readonly string[]> {
  const names = ['js', 'ts', 'mjs', 'mts', 'cjs', 'cts'].map((end) => `vite.config.${end}`);
  const config = names.map((name) => joinPath(app.directory, name)).find((path) => repository.has(path));
  const text = config === undefined ? '' : ((await repository.read(config)) ?? '');
  return htmlFiles(app.directory, repository).filter((page) =>
    ["'", '"', '`'].some((quote) => text.includes(page.slice(1) + quote)),
  );
}

function fileRoutes(app: FoundApp, repository: Repository): readonly string[] {
  const prefix = app.directory === '.' ? '' : `${app.directory}/`;
  return repository.paths.flatMap((path) => {
    if (!path.startsWith(prefix)) return [];
    const inside = path.slice(prefix.length);
    const form = FILE_ROUTES.find((candidate) => candidate.test(inside));
    if (form === undefined) return [];
    const route = (form.exec(inside)?.[1] ?? '')
      .replaceAll(/\([^)]*\)\/?/g, '')
      .replace(/(^|\/)index$/, '')
      .replace(/\/$/, '');
    return /[[\]_@$]|^api(\/|$)|(^|\/)(404|500)$/.test(route) ? [] : [`/${route}`];
  });
}
