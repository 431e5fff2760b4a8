// Which file of the repository an import means: relative paths, a folder's index, and the aliases that many projects share.
import type { Module } from './program.ts';

const ENDINGS = ['', '.ts', '.tsx', '.js', '.jsx', '.mjs', '.mts', '.cjs', '.cts', '.vue'];
const INDEX = ['/index.ts', '/index.tsx', '/index.js', '/index.mjs', '/index.cjs'];
const ALIAS = /^(?:@|~|#)\//;

export function findModule(
  from: string,
  target: string,
  modules: ReadonlyMap<string, Module>,
): Module | null {
  for (const path of pathsOf(from, target)) {
    // TypeScript's sources are imported under the name of what they become.
    const source = path.replace(/\.([cm]?)js(x?)$/, '.$1ts$2');
    for (const candidate of [path, source, `${source}x`])
      for (const ending of [...ENDINGS, ...INDEX]) {
        const found = modules.get(`${candidate}${ending}`);
        if (found !== undefined) return found;
      }
  }
  return null;
}

function pathsOf(from: string, target: string): readonly string[] {
  if (target.startsWith('.')) return [join(from.split('/').slice(0, -1), target)];
  if (!ALIAS.test(target)) return [];
  const rest = target.replace(ALIAS, '');
  const folders = from.split('/').slice(0, -1);
  // `@/x` starts at src or at the top of the package that imports it.
  return folders
    .map((_, index) => folders.slice(0, folders.length - index))
    .concat([[]])
    .flatMap((top) => [join(top, `./src/${rest}`), join(top, `./${rest}`)]);
}

function join(folders: readonly string[], target: string): string {
  const steps = [...folders];
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
