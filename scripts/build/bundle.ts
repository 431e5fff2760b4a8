// Bundles one entry into one file that needs no node_modules.
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import type { BundlePlan } from './bundles.ts';
import { lighthousePlugin } from './lighthouse-plugin.ts';
import { BUNDLE_URL, wasmPlugin } from './wasm.ts';

export interface Bundle {
  readonly plan: BundlePlan;
  readonly text: string;
  readonly metafile: Metafile;
}

/** Above this size readability is given up. */
const MINIFY_ABOVE_BYTES = 5_000_000;

/** CommonJS dependencies call `require` for Node's own modules, and look for files beside the bundle. */
const REQUIRE = `import { createRequire as __createRequire } from 'node:module';
const ${BUNDLE_URL} = import.meta.url;
const require = __createRequire(${BUNDLE_URL});`;

export async function bundle(root: string, plan: BundlePlan): Promise<Bundle> {
  const readable = await bundleOnce(root, plan, false);
  return Buffer.byteLength(readable.text) > MINIFY_ABOVE_BYTES ? bundleOnce(root, plan, true) : readable;
}

async function bundleOnce(root: string, plan: BundlePlan, minify: boolean): Promise<Bundle> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [plan.entry],
    bundle: true,
    write: false,
    metafile: true,
    outfile: plan.file,
    platform: 'node',
    format: 'esm',
    target: 'node22.19',
    keepNames: plan.keepNames,
    minify,
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'error',
    banner: { js: REQUIRE },
    plugins: [lighthousePlugin(join(root, 'node_modules/lighthouse')), wasmPlugin],
  });
  const [output] = result.outputFiles;
  if (output === undefined) throw new Error(`esbuild made nothing of ${plan.entry}`);
  const text = output.text.replace(/^#!.*\n/, '');
  return { plan, text: plan.executable ? `#!/usr/bin/env node\n${text}` : text, metafile: result.metafile };
}
