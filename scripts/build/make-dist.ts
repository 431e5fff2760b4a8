// Everything dist/ consists of, made in memory: a path below dist/ and its content.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import { BUNDLES, type BundlePlan } from './bundles.ts';
import { thirdPartyLicenses } from './licenses.ts';
import { FLAME_PACKAGES } from '../generate/flame-script.ts';
import { PLAN_PACKAGES } from '../generate/plan-script.ts';
import { INLINED_PACKAGES } from './lighthouse-plugin.ts';
import { wasmFiles } from './wasm.ts';

export interface DistFile {
  readonly content: string | Buffer;
  readonly executable: boolean;
}

const LOCK_FOLDERS = 'src/io/toolbox';
const LOCK_FILES = ['package.json', 'package-lock.json'];

export async function makeDist(
  root: string,
  plans: readonly BundlePlan[] = BUNDLES,
): Promise<ReadonlyMap<string, DistFile>> {
  const bundles = [];
  for (const plan of plans) bundles.push(await bundle(root, plan));

  const files = new Map<string, DistFile>();
  for (const { plan, text } of bundles) files.set(plan.file, { content: text, executable: plan.executable });
  for (const [path, content] of await lockFolders(join(root, LOCK_FOLDERS))) {
    files.set(`tools/${path}`, { content, executable: false });
  }
  const metafiles = bundles.map(({ metafile }) => metafile);
  for (const [name, content] of await wasmFiles(root, metafiles)) {
    files.set(name, { content, executable: false });
  }
  const licenses = await thirdPartyLicenses({
    root,
    metafiles,
    inlined: [
      ...FLAME_PACKAGES,
      ...PLAN_PACKAGES,
      ...(bundles.some(({ plan }) => plan.file === 'page-driver.js') ? INLINED_PACKAGES : []),
    ],
  });
  files.set('THIRD-PARTY-LICENSES.txt', { content: licenses, executable: false });
  // Node reads .js as ESM only where the nearest package.json says so; dist/ must also run when copied elsewhere.
  files.set('package.json', { content: '{ "type": "module" }\n', executable: false });
  return files;
}

/** The folders that hold a package-lock.json: what the toolbox installs on first use. */
async function lockFolders(directory: string): Promise<[path: string, content: string][]> {
  const found: [string, string][] = [];
  for (const entry of (await readdir(directory, { withFileTypes: true })).filter((one) =>
    one.isDirectory(),
  )) {
    if (!existsSync(join(directory, entry.name, 'package-lock.json'))) continue;
    for (const name of LOCK_FILES) {
      found.push([`${entry.name}/${name}`, await readFile(join(directory, entry.name, name), 'utf8')]);
    }
  }
  return found;
}
