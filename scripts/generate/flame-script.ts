// Bundles the flame-graph viewer of the report's page into a text: pages are written without a bundler or a network at hand.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Where the made module stands, from the repository root. */
export const FLAME_SCRIPT_PATH = 'src/report/html/flame/flame-script.ts';
/** Packages inside the text, whose licences must travel with it. */
export const FLAME_PACKAGES = [
  'd3-array',
  'd3-color',
  'd3-dispatch',
  'd3-ease',
  'd3-flame-graph',
  'd3-format',
  'd3-hierarchy',
  'd3-interpolate',
  'd3-scale',
  'd3-selection',
  'd3-timer',
  'd3-transition',
] as const;

const NOTICE = '/* d3-flame-graph 5, Apache-2.0, Martin Spier and others; d3-*, ISC, Mike Bostock. */';

export async function flameScript(root: string, modules = join(root, 'node_modules')): Promise<string> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: ['src/report/html/flame/flame-viewer.mjs'],
    nodePaths: [modules],
    bundle: true,
    write: false,
    metafile: true,
    outfile: 'flame.js',
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    minify: true,
    charset: 'ascii',
    legalComments: 'none',
    loader: { '.css': 'empty' },
    logLevel: 'error',
  });
  const script = result.outputFiles.find(({ path }) => path.endsWith('.js'));
  if (script === undefined) throw new Error('esbuild made nothing of flame-viewer.mjs');
  const packages = new Set(
    Object.values(result.metafile.outputs)
      .flatMap(({ inputs }) => Object.entries(inputs))
      .flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [packageOf(path)] : []))
      .filter((name) => name !== null),
  );
  if ([...packages].toSorted().join() !== FLAME_PACKAGES.join()) {
    throw new Error(
      `The viewer holds other packages now: name these in FLAME_PACKAGES: ${[...packages].join(', ')}`,
    );
  }
  const text = `${NOTICE}\n${script.text.trim()}\n`;
  if (/<\/script|<!--/i.test(text))
    throw new Error('The flame-graph viewer would end its own script element.');
  const hash = createHash('sha256').update(text).digest('base64');
  const quoted = text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
  return `// Made by \`npm run generate\` of flame-viewer.mjs and d3-flame-graph: never edited.

/** Draws the flame graphs of the page; its policy names the hash. */
export const FLAME_SCRIPT = \`${quoted}\`;

export const FLAME_SCRIPT_HASH = 'sha256-${hash}';
`;
}

function packageOf(path: string): string | null {
  return /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? null;
}
