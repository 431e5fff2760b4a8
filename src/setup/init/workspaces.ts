// The packages of a repository: the root alone, or the root and its workspaces.
import { parse } from 'yaml';
import { z } from 'zod';
import type { Files } from '../../ports/files.ts';
import { readPackage, type Package } from './package-json.ts';
import type { Repository } from './repository.ts';

const pnpmWorkspace = z.looseObject({ packages: z.array(z.string()).catch([]) }).catch({ packages: [] });

export interface Packages {
  readonly root: Package | null;
  /** Packages below the root, in path order. */
  readonly members: readonly Package[];
}

export async function findPackages(
  repository: Repository,
  files: Files,
  directory: string,
): Promise<Packages> {
  const root = await readPackage(repository, '.');
  const globs = [...(root?.workspaces ?? []), ...(await pnpmGlobs(repository))].map((glob) => {
    const negated = glob.startsWith('!');
    const folder = glob.replace(/^!/, '').replace(/^\.\//, '').replace(/\/$/, '');
    return `${negated ? '!' : ''}${folder}/package.json`;
  });
  if (globs.length === 0) return { root, members: [] };
  const manifests = await files.list(directory, globs);
  const folders = manifests
    .filter((path) => path !== 'package.json')
    .map((path) => path.replace(/\/package\.json$/, ''));
  const members = await Promise.all(folders.map((folder) => readPackage(repository, folder)));
  return { root, members: members.filter((member) => member !== null) };
}

async function pnpmGlobs(repository: Repository): Promise<readonly string[]> {
  const text = await repository.read('pnpm-workspace.yaml');
  if (text === null) return [];
  try {
    return pnpmWorkspace.parse(parse(text)).packages;
  } catch {
    return [];
  }
}
