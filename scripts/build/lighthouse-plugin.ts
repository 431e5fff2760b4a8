// Lighthouse reads files of its own package at run time and loads its audits by path. Here those reads are done at
// build time, so that the page driver is one file. Written for one version: a rewrite that finds nothing fails the build.
import { readFile, readdir, realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import type { Plugin } from 'esbuild';

const LIGHTHOUSE_VERSION = '13.5.0';

/** Where bundled Lighthouse believes it lives: message ids stay right, and resolving from there fails as upstream expects. */
const PRETENDED_ROOT = '/lh';

const AUDIT_FOLDERS = [
  '',
  'dobetterweb',
  'metrics',
  'seo',
  'seo/manual',
  'accessibility',
  'accessibility/manual',
  'byte-efficiency',
  'manual',
  'insights',
  'agentic',
];
const GATHERER_FOLDERS = ['', 'seo', 'dobetterweb', 'agentic'];

/** Packages whose files are inlined as text: esbuild's metafile does not see them. */
export const INLINED_PACKAGES = ['axe-core', 'js-library-detector'] as const;

export function lighthousePlugin(lighthouseDirectory: string): Plugin {
  return {
    name: 'lighthouse',
    async setup(build) {
      const version = await installedVersion(lighthouseDirectory);
      if (version !== LIGHTHOUSE_VERSION) {
        throw new Error(
          `The bundler knows Lighthouse ${LIGHTHOUSE_VERSION} but ${version} is installed. Check every rewrite in scripts/build/lighthouse-plugin.ts against it, then change LIGHTHOUSE_VERSION there.`,
        );
      }
      // esbuild names files by their real place, also where node_modules is a link.
      const root = await realpath(lighthouseDirectory);
      const rewrites = await fileRewrites(root);
      const unused = new Set(rewrites.keys());
      let isImported = false;
      build.onResolve({ filter: /^lighthouse($|\/)/ }, () => {
        isImported = true;
        return null;
      });
      build.onLoad({ filter: /[\\/]lighthouse[\\/].*\.js$/ }, async ({ path }) => {
        const inside = relative(root, path).split(sep).join('/');
        if (inside.startsWith('..')) {
          if (!/[\\/]node_modules[\\/]lighthouse[\\/](?!.*[\\/]node_modules[\\/])/.test(path)) return null;
          return { errors: [{ text: `${path} is not of the Lighthouse in ${root}: install it only once` }] };
        }
        if (inside.startsWith('node_modules/')) return null;
        unused.delete(inside);
        const rewrite = rewrites.get(inside);
        const source = await readFile(path, 'utf8');
        return { contents: fixModuleUrls(rewrite === undefined ? source : rewrite(source), inside) };
      });
      build.onEnd(({ errors }) => {
        if (errors.length > 0 || !isImported) return null;
        return { errors: [...unused].map((file) => ({ text: `lighthouse/${file} was not bundled` })) };
      });
    },
  };
}

type Rewrite = (source: string) => string;

async function fileRewrites(root: string): Promise<Map<string, Rewrite>> {
  const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');
  const require = createRequire(join(root, 'package.json'));
  const text = async (specifier: string): Promise<string> =>
    JSON.stringify(await readFile(require.resolve(specifier), 'utf8'));
  const [axe, detector] = await Promise.all([
    text('axe-core/axe.min.js'),
    text('js-library-detector/library/libraries.js'),
  ]);
  const template = JSON.stringify(await read('report/assets/standalone-template.html'));
  const script = JSON.stringify(await read('dist/report/standalone.js'));
  const audits = await listFolders(join(root, 'core/audits'), AUDIT_FOLDERS);
  const gatherers = await listFolders(join(root, 'core/gather/gatherers'), GATHERER_FOLDERS);
  const modules = [...importEntries('../audits', audits), ...importEntries('../gather/gatherers', gatherers)];

  return new Map<string, Rewrite>([
    [
      'shared/root.js',
      replacing([
        "JSON.parse(fs.readFileSync(`${LH_ROOT}/package.json`, 'utf-8'))",
        JSON.stringify({ version: LIGHTHOUSE_VERSION }),
      ]),
    ],
    [
      'shared/localization/format.js',
      replacing(["fs.readdirSync(moduleDir + '/locales/')", '["en-US.json"]']),
    ],
    ['shared/localization/locales.js', () => 'export const locales = {};\n'],
    ['core/lib/axe.js', replacing(["fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')", axe])],
    [
      'core/gather/gatherers/stacks.js',
      replacing([
        "fs.readFileSync(\n  require.resolve('js-library-detector/library/libraries.js'), 'utf8')",
        detector,
      ]),
    ],
    [
      'report/generator/report-assets.js',
      replacing(
        ["fs.readFileSync(moduleDir + '/../assets/standalone-template.html',\n    'utf8')", template],
        ["fs.readFileSync(moduleDir + '/../../dist/report/standalone.js', 'utf8')", script],
      ),
    ],
    ['report/generator/flow-report-assets.js', () => 'export const flowReportAssets = {};\n'],
    ['core/runner.js', inlineListings(audits, gatherers)],
    [
      'core/config/config-helpers.js',
      replacing(
        ['new Map(/* BUILD_REPLACE_BUNDLED_MODULES */)', `new Map([${modules.join(',\n')}])`],
        ['await bundledModules.get(requirePath)', 'await bundledModules.get(requirePath)()'],
      ),
    ],
    ['core/lib/sentry.js', replacing(["await import('@sentry/node')", 'null'])],
  ]);
}

/** Replaces each text exactly once; replacers are functions because the texts contain `$'`. */
export function replacing(...pairs: readonly (readonly [from: string, to: string])[]): Rewrite {
  return (source) =>
    pairs.reduce((text, [from, to]) => {
      if (text.split(from).length !== 2) {
        throw new Error(`A rewrite of Lighthouse found its text not exactly once: ${from}`);
      }
      return text.replace(from, () => to);
    }, source);
}

function inlineListings(
  audits: ReadonlyMap<string, readonly string[]>,
  gatherers: ReadonlyMap<string, readonly string[]>,
): Rewrite {
  const pairs = [
    ...[...audits].map(([folder, names]) => listing('./audits', folder, names)),
    ...[...gatherers].map(([folder, names]) => listing('./gather/gatherers', folder, names)),
  ];
  return replacing(...pairs);
}

function listing(root: string, folder: string, names: readonly string[]): readonly [string, string] {
  const path = folder === '' ? root : `${root}/${folder}`;
  return [`fs.readdirSync(path.join(moduleDir, '${path}'))`, JSON.stringify(names)];
}

async function listFolders(root: string, folders: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const folder of folders) {
    const names = await readdir(join(root, folder));
    found.set(folder, names.filter((name) => name.endsWith('.js')).sort());
  }
  return found;
}

function importEntries(root: string, folders: ReadonlyMap<string, readonly string[]>): string[] {
  return [...folders].flatMap(([folder, names]) =>
    names.map((name) => {
      const path = [root, folder, name].filter((part) => part !== '').join('/');
      return `[${JSON.stringify(path.replace(/\.js$/, ''))}, () => import(${JSON.stringify(path)})]`;
    }),
  );
}

function fixModuleUrls(source: string, inside: string): string {
  const path = `${PRETENDED_ROOT}/${inside}`;
  return source
    .replaceAll('getModuleDirectory(import.meta)', () => JSON.stringify(dirname(path)))
    .replaceAll('getModulePath(import.meta)', () => JSON.stringify(path))
    .replaceAll('import.meta.url', () => JSON.stringify(`file://${path}`))
    .replaceAll('import.meta.main', () => 'false');
}

async function installedVersion(directory: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : null;
  return String(version);
}
