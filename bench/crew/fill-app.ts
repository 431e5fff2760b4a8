// The app with the packages it leans on: their files are copied from node_modules with their licences, never kept here.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { copyInto, type Fill, fromFolder } from '../kit/repository.ts';

const MODULES = join(import.meta.dirname, '../../node_modules');
/** Their code becomes code of the repository, where it can be changed and blamed. */
const COPIED = [
  'color-convert',
  'getopts',
  'http-link-header',
  'micromatch',
  'mime-types',
  'pg-connection-string',
  'robots-parser',
  'semver',
  'timestring',
  'tiny-emitter',
] as const;
const INSTALLED = ['highlight.js', 'picomatch'] as const;

export const fillApp: Fill = fromFolder(join(import.meta.dirname, 'app'), async (directory) => {
  for (const name of COPIED) {
    await copyInto(directory, join(MODULES, name), `lib/${name}`);
    await rm(join(directory, 'lib', name, 'node_modules'), { recursive: true, force: true });
  }
  // What the packages themselves need stands beside them, as after an installation.
  await writeFile(join(directory, '.gitignore'), 'node_modules\n');
});

/** What a review of the app is told: only what can show where time goes, on the targets named. */
export function configText(
  targets: readonly ({ readonly route: string } | { readonly command: string })[],
): string {
  const off = ['build', 'lint', 'test', 'behaviour', 'page', 'query'].map((gate) => [gate, { run: 'skip' }]);
  return stringify({
    version: 1,
    setup: { install: `ln -s ${MODULES} node_modules` },
    app: { start: 'node server.js', ready: '/health' },
    targets: {
      routes: targets.flatMap((target) => ('route' in target ? [{ path: target.route }] : [])),
      commands: targets.flatMap((target) =>
        'command' in target ? [{ name: target.command, run: target.command, runs: 20 }] : [],
      ),
    },
    gates: { thorough: Object.fromEntries(off) },
  });
}

/** e.g. `semver 7.8.6 (ISC)`: what was used, and under which licence. */
export async function packagesUsed(): Promise<string[]> {
  const schema = z.looseObject({ version: z.string(), license: z.string() });
  return await Promise.all(
    [...COPIED, ...INSTALLED].map(async (name) => {
      const text = await readFile(join(MODULES, name, 'package.json'), 'utf8');
      const { version, license } = schema.parse(JSON.parse(text));
      return `${name} ${version} (${license})`;
    }),
  );
}
