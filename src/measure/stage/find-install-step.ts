// Finds out how a checkout's dependencies are installed: the configured command, or the one that belongs to its lock file.
import { dirname, join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Files } from '../../ports/files.ts';
import { parseManifest } from '../commands/parse-manifest.ts';

export interface InstallStep {
  readonly command: string;
  /** Absolute folder it runs in: where the lock file lies. */
  readonly directory: string;
  /** Program that must be there; null for a configured command. */
  readonly manager: 'npm' | 'pnpm' | 'yarn' | 'bun' | null;
  /** True where the installed folders may be copied to another place and work there. */
  readonly portable: boolean;
}

interface LockFile {
  readonly name: string;
  readonly manager: 'npm' | 'pnpm' | 'yarn' | 'bun';
  readonly command: (text: string) => string;
  readonly portable: boolean;
}

const NPM_CI = 'npm ci --no-audit --no-fund --prefer-offline';

/** Which lock file wins where there are several: the more particular manager. */
const LOCK_FILES: readonly LockFile[] = [
  // The start scripts pnpm writes hold absolute paths, and its store makes a second install cheap.
  {
    name: 'pnpm-lock.yaml',
    manager: 'pnpm',
    command: () => 'pnpm install --frozen-lockfile',
    portable: false,
  },
  { name: 'yarn.lock', manager: 'yarn', command: yarnCommand, portable: true },
  { name: 'bun.lock', manager: 'bun', command: () => 'bun install --frozen-lockfile', portable: true },
  { name: 'bun.lockb', manager: 'bun', command: () => 'bun install --frozen-lockfile', portable: true },
  { name: 'npm-shrinkwrap.json', manager: 'npm', command: () => NPM_CI, portable: true },
  { name: 'package-lock.json', manager: 'npm', command: () => NPM_CI, portable: true },
];

/** Null where there is nothing to install. */
export async function findInstallStep(
  checkout: string,
  setup: Config['setup'],
  files: Files,
): Promise<InstallStep | null> {
  const directory = join(checkout, setup.directory);
  if (setup.install !== null) {
    const portable = /^(npm (ci|install|i)|yarn( install)?|bun install)( [\w=./-]+)*$/.test(setup.install);
    return { command: setup.install, directory, manager: null, portable };
  }
  if (!(await needsInstall(directory, files))) return null;
  for (const folder of foldersUpTo(checkout, directory)) {
    for (const { name, manager, command, portable } of LOCK_FILES) {
      const text = await files.readText(join(folder, name));
      if (text !== null) return { command: command(text), directory: folder, manager, portable };
    }
  }
  const command = 'npm install --no-package-lock --no-audit --no-fund';
  return { command, directory, manager: 'npm', portable: true };
}

async function needsInstall(directory: string, files: Files): Promise<boolean> {
  const text = await files.readText(join(directory, 'package.json'));
  if (text === null) return false;
  const manifest = parseManifest(text);
  // The package manager tells best what is wrong with a broken one.
  if (manifest === null) return true;
  const { dependencies, devDependencies, optionalDependencies, workspaces } = manifest;
  const named = { ...dependencies, ...devDependencies, ...optionalDependencies };
  return Object.keys(named).length > 0 || workspaces !== undefined;
}

/** From the folder up to the root of the checkout: a workspace's lock file lies above it. */
function foldersUpTo(checkout: string, directory: string): readonly string[] {
  const folders = [directory];
  for (let folder = directory; folder !== checkout && folder.startsWith(checkout);) {
    folder = dirname(folder);
    folders.push(folder);
  }
  return folders;
}

function yarnCommand(lockFile: string): string {
  return lockFile.includes('__metadata:')
    ? 'yarn install --immutable'
    : 'yarn install --frozen-lockfile --non-interactive';
}
