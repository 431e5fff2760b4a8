// Bundles the plan viewer of the report's page, its style and what opens it into texts: pages are written without a bundler at hand.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { usedStyle } from './plan-style.ts';

/** Where the made module stands, from the repository root. */
export const PLAN_SCRIPT_PATH = 'src/report/html/plans/plan-script.ts';
/** Packages inside the texts, whose licences must travel with them: Vue's, PEV2, and what PEV2's own file has inside. */
export const PLAN_PACKAGES = [
  '@fortawesome/fontawesome-svg-core',
  '@fortawesome/free-solid-svg-icons',
  '@fortawesome/vue-fontawesome',
  '@popperjs/core',
  '@vue/reactivity',
  '@vue/runtime-core',
  '@vue/runtime-dom',
  '@vue/shared',
  '@vueuse/core',
  'bootstrap',
  'd3',
  'd3-flextree',
  'highlight.js',
  'humanize-duration',
  'lodash',
  'motion',
  'pev2',
  'splitpanes',
  'tippy.js',
  'vue-clipboard3',
  'vue-tippy',
] as const;

const SOURCES = 'src/report/html/plans';
const NOTICE =
  '/* PEV2 1, PostgreSQL License, Dalibo, and what it is made with; Vue 3, MIT, Yuxi (Evan) You and contributors. */\n';

export async function planScript(root: string, modules = join(root, 'node_modules')): Promise<string> {
  const viewer = NOTICE + (await bundle(join(root, SOURCES, 'plan-viewer.mjs'), modules));
  const opener = await bundle(join(root, SOURCES, 'plan-opener.mjs'), modules);
  const sheets = await Promise.all(
    ['bootstrap/dist/css/bootstrap.min.css', 'pev2/dist/pev2.css'].map((path) =>
      readFile(join(modules, path), 'utf8'),
    ),
  );
  const bare = sheets.map((sheet) => sheet.replaceAll(/\/\*[^]*?\*\/|@charset "[^"]*";/g, '')).join('\n');
  const style = `${usedStyle(bare, viewer).trim()}html,body,#viewer{height:100%;margin:0}#viewer{display:flex;flex-direction:column}img{display:none}`;
  return `// Made by \`npm run generate\` of plan-viewer.mjs, plan-opener.mjs, PEV2, Vue and Bootstrap: never edited.

/** Shows a plan inside a frame; the page's policy names the hash, which frames inherit. */
export const PLAN_VIEWER = \`${quoted(viewer)}\`;
export const PLAN_VIEWER_HASH = '${hashOf(viewer)}';

/** The viewer's look, for its frame alone. */
export const PLAN_STYLE = \`${quoted(style)}\`;

/** Makes the frames when a reader opens them; the page's policy names the hash. */
export const PLAN_OPENER = \`${quoted(opener)}\`;
export const PLAN_OPENER_HASH = '${hashOf(opener)}';
`;
}

async function bundle(entry: string, modules: string): Promise<string> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: join(modules, '..'),
    entryPoints: [entry],
    nodePaths: [modules],
    bundle: true,
    write: false,
    metafile: true,
    outfile: 'plan.js',
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    minify: true,
    charset: 'ascii',
    legalComments: 'none',
    // Vue's compiler of templates makes code from text, which the page's policy refuses; PEV2 is compiled already.
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    logLevel: 'error',
  });
  const unnamed = Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [packageOf(path)] : []))
    .filter((name) => name !== null && !PLAN_PACKAGES.some((known) => known === name));
  if (unnamed.length > 0) {
    throw new Error(
      `The plan viewer holds other packages now: name these in PLAN_PACKAGES: ${unnamed.join(', ')}`,
    );
  }
  return closedText(outputFiles[0]?.text ?? '');
}

/** Without the way lodash asks for the global object, which the policy refuses, and without the picture beside PEV2's name. */
function closedText(code: string): string {
  const bare = code
    .replaceAll(/Function\("return this"\)\(\)/g, 'globalThis')
    .replaceAll(/"data:image\/[^"]*"/g, '""')
    .replaceAll('<!--', '\\x3c!--');
  const text = `${bare.trim()}\n`;
  if (text.length < 200 || /<\/script|<!--|new Function|\beval\(/i.test(text)) {
    throw new Error('The plan viewer would end its own script element, or make code from text.');
  }
  return text;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function quoted(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('`', '\\`')
    .replaceAll('${', '\\${')
    .replaceAll('\n', '\\n');
}

function packageOf(path: string): string | null {
  return /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? null;
}
