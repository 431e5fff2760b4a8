// The Node version the workflow installs: the project's own file, else what it asks for, else the current one.
import type { Package } from './package-json.ts';
import type { RepositoryFacts } from './repository-facts.ts';
import type { Repository } from './repository.ts';

export async function findNodeVersion(
  repository: Repository,
  root: Package | null,
): Promise<RepositoryFacts['node']> {
  const file = ['.nvmrc', '.node-version'].find((path) => repository.has(path));
  const text = file === undefined ? null : await repository.read(file);
  if (file !== undefined && text !== null && /^v?\d|^lts\//.test(text.trim())) return { file };
  const majors = [...(root?.engines['node'] ?? '').matchAll(/(?<![\d.])(\d{2})(?=[.\sx|]|$)/g)].map((match) =>
    Number(match[1]),
  );
  // `>=18` allows the current one; `20.x` and `^22` do not.
  const open = /^\s*>=/.test(root?.engines['node'] ?? '') && !/<|\|\|/.test(root?.engines['node'] ?? '');
  return { version: String(majors.length === 0 || open ? Math.max(24, ...majors) : Math.max(...majors)) };
}
