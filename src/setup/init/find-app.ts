// What there is to start: a server, a built site, or a folder of files; in a workspace, the package that holds it.
import { SERVERS, SITES, type SiteFramework } from './frameworks.ts';
import { findPort } from './find-port.ts';
import { findStart } from './find-start.ts';
import { dependsOn, type Package } from './package-json.ts';
import { runInPackage, runProgram, runScript, type PackageManager } from './package-manager.ts';
import type { Launch, Note } from './repository-facts.ts';
import { joinPath, type Repository } from './repository.ts';

export interface FoundApp {
  readonly kind: string;
  readonly directory: string;
  readonly build: string | null;
  /** Null where it cannot be started on a given port; the notes say why. */
  readonly launch: Launch | null;
  readonly portEnv: string;
  /** `server` has routes to be read in its sources; `site` has pages. */
  readonly serves: 'server' | 'site';
  readonly notes: readonly Note[];
}

const STATIC_FOLDERS = ['.', 'public', 'site', 'www', 'static', 'docs', 'html', 'dist', 'build'];

/** The app of one package; null where it holds none. */
export async function findAppIn(
  pkg: Package,
  manager: PackageManager,
  repository: Repository,
): Promise<FoundApp | null> {
  const site = SITES.find(({ dependency }) => dependsOn(pkg, dependency)) ?? null;
  const server = SERVERS.find(({ dependency }) => dependency in pkg.dependencies) ?? null;
  const start = site?.name === 'Next.js' ? null : await findStart(pkg, manager, repository);
  const runsNode =
    start !== null && !/\bvite preview\b|\bastro preview\b/.test(pkg.scripts[scriptOf(start.source)] ?? '');
  if (runsNode && (server !== null || site === null))
    return serverApp({ pkg, manager, repository, name: server?.name ?? 'Node' });
  if (site !== null) return siteApp(site, pkg, manager);
  return null;
}

function scriptOf(source: string): string {
  return /^scripts\.(\S+) of/.exec(source)?.[1] ?? '';
}

async function serverApp(context: {
  readonly pkg: Package;
  readonly manager: PackageManager;
  readonly repository: Repository;
  readonly name: string;
}): Promise<FoundApp | null> {
  const { pkg, manager, repository, name } = context;
  const start = await findStart(pkg, manager, repository);
  if (start === null) return null;
  const port = findPort(await repository.sources(pkg.directory));
  const found = {
    kind: name,
    directory: pkg.directory,
    build: buildOf(pkg, manager, null),
    serves: 'server' as const,
  };
  const notes: Note[] = [
    {
      kind: start.guessed ? 'guessed' : 'found',
      message: `${name}, started by \`${start.command}\` (${start.source})`,
    },
  ];
  const launch = { by: 'command', command: start.command } as const;
  if (start.portInCommand) return { ...found, launch, portEnv: 'PORT', notes };
  switch (port.from) {
    case 'variable':
      notes.push({ kind: 'found', message: `The port is read from ${port.name} (${port.place})` });
      return { ...found, launch, portEnv: port.name, notes };
    case 'number':
      notes.push({
        kind: 'add',
        message: `${port.place} listens on the fixed port ${port.port}, and base and head cannot both have it: write \`process.env.PORT ?? ${port.port}\` there, then run \`perfcrew init --force\``,
      });
      return { ...found, launch: null, portEnv: 'PORT', notes };
    case 'unknown':
      notes.push({
        kind: 'guessed',
        message: 'No source shows how the port is chosen: the configuration says PORT',
      });
      return { ...found, launch, portEnv: 'PORT', notes };
  }
}

function siteApp(site: SiteFramework, pkg: Package, manager: PackageManager): FoundApp {
  const launch: Launch =
    'folder' in site.serve
      ? { by: 'perfcrew', folder: site.serve.folder }
      : {
          by: 'command',
          command: 'node' in site.serve ? `node ${site.serve.node}` : runProgram(manager, site.serve.program),
        };
  return {
    kind: site.name,
    directory: pkg.directory,
    build: buildOf(pkg, manager, site.build),
    launch,
    portEnv: 'PORT',
    serves: 'site',
    notes: [
      {
        kind: 'found',
        message:
          launch.by === 'command'
            ? `${site.name}, served by \`${launch.command}\``
            : `${site.name}, whose folder ${launch.folder} perfcrew serves once it is built`,
      },
    ],
  };
}

function buildOf(pkg: Package, manager: PackageManager, fallback: string | null): string | null {
  if (pkg.scripts['build'] !== undefined) {
    return pkg.directory === '.' ? runScript(manager, 'build') : runInPackage(manager, pkg, 'build');
  }
  if (fallback === null) return null;
  const build = runProgram(manager, fallback);
  return pkg.directory === '.' ? build : `cd ${pkg.directory} && ${build}`;
}

/** A folder with an index.html that needs no build. */
export function findStaticSite(repository: Repository): FoundApp | null {
  const folder = STATIC_FOLDERS.find((candidate) => repository.has(joinPath(candidate, 'index.html')));
  if (folder === undefined) return null;
  return {
    kind: 'static files',
    directory: '.',
    build: null,
    launch: { by: 'perfcrew', folder },
    portEnv: 'PORT',
    serves: 'site',
    notes: [
      { kind: 'found', message: `${joinPath(folder, 'index.html')}, a static site that perfcrew serves` },
    ],
  };
}
