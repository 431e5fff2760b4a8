// Names an install by everything that decides its result, so that equal ones are done once.
import type { World } from '../../ports/world.ts';
import { parseManifest } from '../commands/parse-manifest.ts';
import type { InstallStep } from './find-install-step.ts';

/** Files that decide what an install gives, besides the registry. */
const DECIDING_FILES = [
  '**/package.json',
  '**/{package-lock,npm-shrinkwrap}.json',
  '**/{yarn,bun}.lock',
  '**/bun.lockb',
  '**/pnpm-{lock,workspace}.yaml',
  '**/.npmrc',
  '**/.yarnrc',
  '**/.yarnrc.yml',
  '**/.pnpmfile.cjs',
  '.yarn/{patches,plugins,releases}/**',
  '**/patches/**',
  // Prisma's own install script generates its client from the project's schema.
  '**/*.prisma',
];

const LIFECYCLE = [
  'preinstall',
  'install',
  'postinstall',
  'prepublish',
  'preprepare',
  'prepare',
  'postprepare',
];

/** Null where the result may depend on any file of the checkout: it has install scripts of its own, or an unknown command. */
export async function installKey(step: InstallStep, world: World): Promise<string | null> {
  if (!step.portable) return null;
  const paths = await world.files.list(step.directory, DECIDING_FILES);
  const parts = [step.command, await runtime(step.directory, world)];
  for (const path of paths) {
    const text = (await world.files.readText(`${step.directory}/${path}`)) ?? '';
    if (/(^|\/)package\.json$/.test(path) && hasOwnInstallScripts(text)) return null;
    parts.push(path, text);
  }
  return digest(parts);
}

function hasOwnInstallScripts(manifest: string): boolean {
  const parsed = parseManifest(manifest);
  if (parsed === null) return true;
  const { scripts } = parsed;
  // Husky only writes git hooks, which nobody needs here.
  return LIFECYCLE.some((name) => scripts[name] !== undefined && !/^husky( install)?$/.test(scripts[name]));
}

/** Compiled dependencies fit one version of Node on one kind of machine. */
async function runtime(directory: string, world: World): Promise<string> {
  const script = 'console.log(process.version, process.platform, process.arch)';
  const { stdout } = await world.shell.run(['node', '-e', script], { directory, trust: 'scrubbed' });
  return stdout.trim();
}

async function digest(parts: readonly string[]): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(parts)));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
