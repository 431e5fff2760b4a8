// The built Action as the jobs get it, on a runner that lends each job the tools it has fetched and the certificates it trusts: what a job
// of this workflow fetches on GitHub would otherwise be fetched here some twenty times.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtAction, type BuiltAction } from '../../test/action/built-action.ts';

/** Fetched tools of the repository; benches share them. */
export const TOOLS = join(import.meta.dirname, '../../.cache');
const MAIN = 'dist/action.js';
const LENT = 'dist/lent.mjs';

export async function lentAction(): Promise<BuiltAction> {
  const action = await builtAction();
  const lent = { PERFCREW_CACHE: TOOLS, NODE_EXTRA_CA_CERTS: process.env['NODE_EXTRA_CA_CERTS'] };
  await writeFile(
    join(action.directory, LENT),
    `Object.assign(process.env, ${JSON.stringify(lent)});\nawait import('./action.js');\n`,
  );
  const manifest = join(action.directory, 'action.yml');
  const text = await readFile(manifest, 'utf8');
  if (!text.includes(`main: ${MAIN}`)) throw new Error(`action.yml does not start ${MAIN}.`);
  await writeFile(manifest, text.replace(`main: ${MAIN}`, `main: ${LENT}`));
  return action;
}
