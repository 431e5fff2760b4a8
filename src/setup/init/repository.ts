// The files of a repository as `init` reads them: listed once, each read once, tests and build output left out of the sources.
import type { Files } from '../../ports/files.ts';

export interface Repository {
  /** Every path, from the root, sorted. */
  readonly paths: readonly string[];
  has(path: string): boolean;
  read(path: string): Promise<string | null>;
  /** Program files below a folder that run in production, with their text. */
  sources(folder: string): Promise<readonly Source[]>;
}

export interface Source {
  readonly path: string;
  readonly text: string;
}

const MAX_SOURCES = 400;
const MAX_SOURCE_LENGTH = 200_000;
const NOT_SOURCE =
  /(^|\/)(tests?|__tests__|__mocks__|spec|e2e|cypress|dist|build|out|coverage|examples?|docs|fixtures|stories|vendor|public|\.[^/]+)\/|\.(test|spec|stories|config|d|min)\.[cm]?[jt]sx?$/;

export async function openRepository(files: Files, directory: string): Promise<Repository> {
  const paths = await files.list(directory, ['**/*', '**/.*', '.github/**/*']);
  const known = new Set(paths);
  const texts = new Map<string, Promise<string | null>>();
  const read = (path: string): Promise<string | null> => {
    if (!known.has(path)) return Promise.resolve(null);
    const text = texts.get(path) ?? files.readText(`${directory}/${path}`);
    texts.set(path, text);
    return text;
  };
  return {
    paths,
    has: (path) => known.has(path),
    read,
    async sources(folder) {
      const prefix = folder === '.' ? '' : `${folder}/`;
      const chosen = paths
        .filter((path) => path.startsWith(prefix) && /\.[cm]?[jt]sx?$/.test(path))
        .filter((path) => !NOT_SOURCE.test(path.slice(prefix.length)))
        .slice(0, MAX_SOURCES);
      const texts = await Promise.all(chosen.map(read));
      return chosen.flatMap((path, index) => {
        const text = texts[index] ?? '';
        return text.length > 0 && text.length <= MAX_SOURCE_LENGTH ? [{ path, text }] : [];
      });
    },
  };
}

/** `joinPath('apps/web', 'src')` → `apps/web/src`; the root `.` and `..` disappear. */
export function joinPath(folder: string, path: string): string {
  const steps: string[] = [];
  for (const step of `${folder}/${path}`.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/') || '.';
}

export function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
