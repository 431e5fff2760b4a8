// WebAssembly cannot be bundled into JavaScript: each module's file goes into dist/ and is looked for beside the bundle.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

/** The bundle's own URL, for CommonJS in it: esbuild takes a file that says import.meta for ESM and then exports nothing of it. */
export const BUNDLE_URL = '__bundleUrl';

/** Package file that loads it, and the file it loads. */
const MODULES = [
  { loader: 'node_modules/libpg-query/wasm/libpg-query.js', wasm: 'libpg-query.wasm' },
  { loader: 'node_modules/highs/build/highs.mjs', wasm: 'highs.wasm' },
] as const;

const OWN_FOLDER = '__dirname+"/"';
const BUNDLE_FOLDER = `require("node:url").fileURLToPath(new URL(".",${BUNDLE_URL}))`;

/** libpg-query is CommonJS and asks for its folder, which a bundle does not have. highs.mjs asks for its URL, which it has. */
export const wasmPlugin: Plugin = {
  name: 'wasm',
  setup(build) {
    build.onLoad({ filter: /[/\\]libpg-query[/\\]wasm[/\\]libpg-query\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (text.split(OWN_FOLDER).length !== 2) {
        throw new Error(`${path} no longer finds its folder by ${OWN_FOLDER}; see scripts/build/wasm.ts.`);
      }
      return { contents: text.replace(OWN_FOLDER, BUNDLE_FOLDER), loader: 'js' };
    });
  },
};

/** Names and contents of the files that the bundles load. */
export async function wasmFiles(
  root: string,
  metafiles: readonly Metafile[],
): Promise<readonly (readonly [name: string, content: Buffer])[]> {
  const inputs = new Set(metafiles.flatMap(({ inputs: own }) => Object.keys(own)));
  const needed = MODULES.filter(({ loader }) => inputs.has(loader));
  return Promise.all(
    needed.map(async ({ loader, wasm }) => [wasm, await readFile(join(root, loader, '..', wasm))] as const),
  );
}
