// package.json as far as `init` needs it; whatever is malformed counts as missing.
import { z } from 'zod';
import { joinPath, type Repository } from './repository.ts';

const texts = z.record(z.string(), z.string()).catch({}).default({});

const packageSchema = z.looseObject({
  name: z.string().optional().catch(undefined),
  main: z.string().optional().catch(undefined),
  packageManager: z.string().optional().catch(undefined),
  scripts: texts,
  dependencies: texts,
  devDependencies: texts,
  engines: texts,
  workspaces: z
    .union([
      z.array(z.string()),
      z.object({ packages: z.array(z.string()) }).transform(({ packages }) => packages),
    ])
    .catch([])
    .default([]),
});

export interface Package extends z.infer<typeof packageSchema> {
  /** Folder it stands in, from the root. */
  readonly directory: string;
}

export async function readPackage(repository: Repository, directory: string): Promise<Package | null> {
  const text = await repository.read(joinPath(directory, 'package.json'));
  if (text === null) return null;
  try {
    return { ...packageSchema.parse(JSON.parse(text)), directory };
  } catch {
    return null;
  }
}

export function dependsOn(pkg: Package, name: string): boolean {
  return name in pkg.dependencies || name in pkg.devDependencies;
}
