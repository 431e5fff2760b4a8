// The server made of real npm packages: their files are copied from node_modules with their licences, never kept here.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyEdit } from '../kit/edit.ts';
import { copyInto, type Fill, fromFolder } from '../kit/repository.ts';

const MODULES = join(import.meta.dirname, '../../node_modules');
const PACKAGES = ['semver', 'deepmerge', 'fast-deep-equal', 'mime-types', 'mime-db', 'minimist'] as const;
/** Its other packages stand beside it, not in node_modules. */
const REWIRED = { path: 'lib/mime-types/index.js', from: "require('mime-db')", to: "require('../mime-db')" };

export const fillPackagesServer: Fill = fromFolder(
  join(import.meta.dirname, 'packages'),
  async (directory) => {
    for (const name of PACKAGES) await copyInto(directory, join(MODULES, name), `lib/${name}`);
    const path = join(directory, REWIRED.path);
    await writeFile(path, applyEdit(await readFile(path, 'utf8'), REWIRED));
  },
);

/** e.g. `semver 7.8.6 (ISC)`: what was used, and under which licence. */
export async function packagesUsed(): Promise<string[]> {
  return Promise.all(
    PACKAGES.map(async (name) => {
      const manifest: unknown = JSON.parse(await readFile(join(MODULES, name, 'package.json'), 'utf8'));
      const { version, license } = Object(manifest) as Readonly<Record<string, unknown>>;
      return `${name} ${String(version)} (${String(license)})`;
    }),
  );
}
