// Follows relative imports from the tests, to know which of them a changed file can reach.
import { posix } from 'node:path';

export interface ImportGraph {
  /** Tests that are, or import, directly or not, one of the files; sorted. */
  testsReaching(files: readonly string[]): readonly string[];
  /** True where some test imports the file, or it is one. */
  covers(file: string): boolean;
}

export interface Sources {
  /** Every script of the project, relative paths. */
  readonly paths: ReadonlySet<string>;
  readText(path: string): Promise<string | null>;
}

const SPECIFIER =
  /(?:\bfrom|\bimport|\brequire|\bimport\.meta\.resolve)\s*\(?\s*(['"`])(\.{1,2}(?:\/[^'"`\n]*)?)\1/g;
const EXTENSIONS = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];
const INDEXES = EXTENSIONS.slice(1).map((extension) => `/index${extension}`);

export async function importGraph(tests: readonly string[], sources: Sources): Promise<ImportGraph> {
  const importers = new Map<string, Set<string>>();
  const seen = new Set(tests);
  for (const file of seen) {
    const text = (await sources.readText(file)) ?? '';
    for (const target of importsOf(file, text, sources.paths)) {
      importers.set(target, (importers.get(target) ?? new Set()).add(file));
      // A set visits what is added while it is walked.
      seen.add(target);
    }
  }
  const isTest = new Set(tests);
  return {
    covers: (file) => seen.has(file),
    testsReaching(files) {
      const reached = new Set(files.filter((file) => seen.has(file)));
      for (const file of reached) for (const importer of importers.get(file) ?? []) reached.add(importer);
      return [...reached].filter((file) => isTest.has(file)).sort();
    },
  };
}

function importsOf(file: string, text: string, paths: ReadonlySet<string>): readonly string[] {
  return [...text.matchAll(SPECIFIER)].flatMap((match) => {
    const target = posix.join(posix.dirname(file), match[2] ?? '');
    return resolve(target, paths) ?? [];
  });
}

function resolve(target: string, paths: ReadonlySet<string>): string | null {
  const path = target.replace(/\/$/, '');
  // TypeScript is imported under the name it is compiled to.
  const source = path.replace(/\.([cm]?)js(x?)$/, '.$1ts$2');
  const candidates = [
    ...EXTENSIONS.map((end) => path + end),
    source,
    `${source}x`,
    ...INDEXES.map((end) => path + end),
  ];
  return candidates.find((candidate) => paths.has(candidate)) ?? null;
}
