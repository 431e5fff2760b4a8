// Looks at a repository the way a new colleague would: what is it, how is it built and started, what does it serve.
import type { Files } from '../../ports/files.ts';
import { findAppIn, findStaticSite, type FoundApp } from './find-app.ts';
import { findChecks } from './find-checks.ts';
import { findDatabase } from './find-database.ts';
import { findEnvironment, isSetAlready } from './find-environment.ts';
import { findNodeVersion } from './find-node-version.ts';
import { findPages } from './find-pages.ts';
import { findRoutes, type FoundRoutes } from './find-routes.ts';
import { inspectNested, nestedProjects } from './inspect-nested.ts';
import { findPackageManager, runScript, type ManagerFacts } from './package-manager.ts';
import type { Package } from './package-json.ts';
import type { AppFacts, Note, RepositoryFacts } from './repository-facts.ts';
import { requiredVariables } from './required-variables.ts';
import { openRepository, type Repository } from './repository.ts';
import { findPackages, type Packages } from './workspaces.ts';

const MAX_ROUTES = 8;
const MAX_PARAMETERS = 5;
const HEALTH = /^\/(?:api\/)?(?:health|healthz|healthcheck|ready|readyz|ping|status|live|livez)$/;

export async function inspectRepository(files: Files, directory: string): Promise<RepositoryFacts> {
  const repository = await openRepository(files, directory);
  const packages = await findPackages(repository, files, directory);
  if (packages.root === null && packages.members.length === 0) {
    const nested = await inspectNested(nestedProjects(repository), (folder) =>
      inspectRepository(files, `${directory}/${folder}`),
    );
    if (nested !== null) return nested;
  }
  const manager = findPackageManager(repository, packages.root);
  const apps = await appsOf(packages, manager, repository);
  const app = apps[0] ?? findStaticSite(repository);
  const sources = await repository.sources('.');
  const routes = app?.serves === 'server' ? findRoutes(await repository.sources(app.directory)) : null;
  const all = [...(packages.root === null ? [] : [packages.root]), ...packages.members];
  const database = await findDatabase({
    repository,
    packages: all,
    sources,
    manager: manager?.manager ?? null,
  });
  const told = [
    database?.database.urlEnv ?? 'DATABASE_URL',
    ...Object.values(database?.database.parts ?? {}),
  ];
  const started = app === null ? null : await startedApp(app, { repository, routes, told });
  const pages = app === null ? [] : await findPages(app, repository, routes);
  const rootBuild =
    packages.root?.scripts['build'] === undefined || manager === null
      ? null
      : runScript(manager.manager, 'build');
  return {
    directory: '.',
    packageManager: manager?.manager ?? null,
    node: await findNodeVersion(repository, packages.root),
    install:
      manager !== null && manager.lockFile === null && manager.manager !== 'npm'
        ? `${manager.manager} install`
        : null,
    build: rootBuild ?? app?.build ?? null,
    app: started?.facts ?? null,
    database: database?.database ?? null,
    pages,
    routes: started === null ? [] : routesToLoad(routes, pages),
    routesWithParameters: (routes?.withParameters ?? []).slice(0, MAX_PARAMETERS),
    queries: database?.queries ?? [],
    checks: findChecks(packages.root, manager?.manager ?? null),
    notes: [
      ...managerNotes(manager, all),
      ...(app?.notes ?? []),
      ...(app === null ? [NO_APP] : []),
      ...otherApps(apps),
      ...(started?.notes ?? []),
      ...routeNotes(routes),
      ...(database?.notes ?? []),
    ],
  };
}

const NO_APP: Note = {
  kind: 'add',
  message:
    'No app was found to start: add `app` and `targets`, or `targets.commands` with commands whose duration counts',
};

/** Every package with an app: servers before sites, those named like apps first. */
async function appsOf(
  { root, members }: Packages,
  manager: ManagerFacts | null,
  repository: Repository,
): Promise<readonly FoundApp[]> {
  if (manager === null) return [];
  const candidates = [...(root === null ? [] : [root]), ...members].filter(
    ({ directory }) => !/(^|\/)(e2e|examples?|playground|docs|storybook|tests?)(\/|$)/.test(directory),
  );
  const found = await Promise.all(candidates.map((pkg) => findAppIn(pkg, manager.manager, repository)));
  const rank = (app: FoundApp): number =>
    (app.launch === null ? 4 : 0) +
    (app.serves === 'server' ? 0 : 2) +
    (/^(apps|services)\//.test(app.directory) ? 0 : 1);
  return found.filter((app) => app !== null).toSorted((one, other) => rank(one) - rank(other));
}

async function startedApp(
  app: FoundApp,
  context: {
    readonly repository: Repository;
    readonly routes: FoundRoutes | null;
    /** Variables through which perfcrew tells the app its database. */
    readonly told: readonly string[];
  },
): Promise<{ readonly facts: AppFacts; readonly notes: readonly Note[] } | null> {
  if (app.launch === null) return null;
  const environment =
    app.serves === 'server'
      ? await findEnvironment(context.repository, app.directory, [app.portEnv, ...context.told])
      : { variables: {}, source: null };
  const required =
    app.serves === 'server'
      ? requiredVariables(await context.repository.sources(app.directory)).filter(
          ({ name }) =>
            !(name in environment.variables) && !isSetAlready(name, [app.portEnv, ...context.told]),
        )
      : [];
  const dummies = Object.fromEntries(required.map(({ name, value }) => [name, value]));
  const health = context.routes?.routes.find(({ path }) => HEALTH.test(path));
  return {
    facts: {
      kind: app.kind,
      launch: app.launch,
      directory: app.directory,
      portEnv: app.portEnv,
      ready: health?.path ?? '/',
      env: { ...environment.variables, ...dummies },
    },
    notes: [
      ...(environment.source === null
        ? []
        : [
            {
              kind: 'guessed' as const,
              message: `The app's variables come from ${environment.source}; what looked secret became \`test\``,
            },
          ]),
      ...(required.length === 0
        ? []
        : [
            {
              kind: 'guessed' as const,
              message: `The app does not start without ${required.map(({ name, place }) => `${name} (${place})`).join(', ')}: \`app.env\` gives it dummies`,
            },
          ]),
    ],
  };
}

function routesToLoad(routes: FoundRoutes | null, pages: readonly string[]): readonly string[] {
  const endpoints = (routes?.routes ?? [])
    .filter(({ html, path }) => !html && !HEALTH.test(path) && !pages.includes(path))
    .map(({ path }) => path);
  return endpoints.slice(0, MAX_ROUTES);
}

function managerNotes(manager: ManagerFacts | null, packages: readonly Package[]): readonly Note[] {
  if (manager === null) return [];
  if (manager.lockFile !== null)
    return [{ kind: 'found', message: `${manager.manager} (${manager.lockFile})` }];
  const depends = packages.some(
    ({ dependencies, devDependencies }) => Object.keys({ ...dependencies, ...devDependencies }).length > 0,
  );
  if (!depends) return [];
  return [
    {
      kind: 'add',
      message: `There is no lock file, so both sides may get different dependencies: run \`${manager.manager} install\` and commit the lock file`,
    },
  ];
}

function otherApps(apps: readonly FoundApp[]): readonly Note[] {
  const others = apps.slice(1).filter((app) => app.directory !== apps[0]?.directory);
  if (others.length === 0) return [];
  const list = others.map((app) => `${app.directory} (${app.kind})`).join(', ');
  return [
    {
      kind: 'add',
      message: `This configuration is for ${apps[0]?.directory}; there is also ${list}: see workflows-examples/monorepo.yml for one configuration each`,
    },
  ];
}

function routeNotes(routes: FoundRoutes | null): readonly Note[] {
  if (routes === null) return [];
  const notes: Note[] = [];
  if (routes.routes.length > 0) {
    notes.push({
      kind: 'found',
      message: `Routes ${routes.routes
        .map(({ path, place }) => `${path} (${place})`)
        .slice(0, MAX_ROUTES)
        .join(', ')}`,
    });
  }
  if (routes.routes.length > MAX_ROUTES) {
    notes.push({
      kind: 'add',
      message: `${routes.routes.length} routes were found and ${MAX_ROUTES} taken: keep the ones that matter in \`targets.routes\``,
    });
  }
  if (routes.withParameters.length > 0) {
    notes.push({
      kind: 'add',
      message: `Routes with parameters need a real value; they stand in the configuration as comments: ${routes.withParameters.slice(0, MAX_PARAMETERS).join(', ')}`,
    });
  }
  if (routes.unmounted.length > 0) {
    notes.push({
      kind: 'add',
      message: `It is not clear under which path ${routes.unmounted.slice(0, 3).join(', ')} is mounted: add its routes to \`targets.routes\``,
    });
  }
  if (routes.routes.length === 0) {
    notes.push({
      kind: 'add',
      message: 'No GET route without parameters was found: add the ones that matter to `targets.routes`',
    });
  }
  return notes;
}
