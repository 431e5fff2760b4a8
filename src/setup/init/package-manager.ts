// Which package manager a repository uses, and how its commands are written.
import type { Package } from './package-json.ts';
import type { Repository } from './repository.ts';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'bun';

const LOCK_FILES: Readonly<Record<string, PackageManager>> = {
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
  'bun.lock': 'bun',
  'bun.lockb': 'bun',
  'package-lock.json': 'npm',
  'npm-shrinkwrap.json': 'npm',
};

export interface ManagerFacts {
  readonly manager: PackageManager;
  readonly lockFile: string | null;
}

export function findPackageManager(repository: Repository, root: Package | null): ManagerFacts | null {
  if (root === null) return null;
  const named = Object.values(LOCK_FILES).find((manager) => root.packageManager?.startsWith(`${manager}@`));
  const locks = Object.keys(LOCK_FILES).filter((file) => repository.has(file));
  const lockFile = locks.find((file) => named === undefined || LOCK_FILES[file] === named) ?? null;
  return { manager: named ?? LOCK_FILES[lockFile ?? ''] ?? 'npm', lockFile };
}

export function runScript(manager: PackageManager, script: string): string {
  if (manager === 'npm' && (script === 'start' || script === 'test')) return `npm ${script}`;
  return `${manager} run ${script}`;
}

/** Runs a program of a dependency. */
export function runProgram(manager: PackageManager, command: string): string {
  const prefix = { npm: 'npx', pnpm: 'pnpm exec', yarn: 'yarn run', bun: 'bunx' }[manager];
  return `${prefix} ${command}`;
}

/** Runs the script of one package of a workspace from the root, with what it depends on where the manager can. */
export function runInPackage(manager: PackageManager, pkg: Package, script: string): string {
  const name = pkg.name ?? `./${pkg.directory}`;
  switch (manager) {
    case 'pnpm':
      return `pnpm --filter "${name}..." run ${script}`;
    case 'yarn':
      return `yarn workspace ${name} run ${script}`;
    case 'bun':
      return `bun run --filter "${name}" ${script}`;
    case 'npm':
      return `npm run ${script} --workspace ${pkg.directory}`;
  }
}
