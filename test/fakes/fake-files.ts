// Files in memory, by absolute path.
import picomatch from 'picomatch';
import type { Files } from '../../src/ports/files.ts';

export interface FakeFiles extends Files {
  /** Every file there is. */
  readonly content: Map<string, string>;
}

export function fakeFiles(initial: Readonly<Record<string, string>> = {}): FakeFiles {
  const content = new Map(Object.entries(initial));
  let folders = 0;
  const below = (folder: string) => [...content.keys()].filter((path) => path.startsWith(`${folder}/`));

  return {
    content,
    readText: async (path) => content.get(path) ?? null,
    async readBytes(path, mostBytes) {
      const bytes = new TextEncoder().encode(content.get(path) ?? '');
      return !content.has(path) || bytes.length > mostBytes ? null : bytes;
    },
    async writeText(path, text) {
      content.set(path, text);
    },
    async list(folder, globs) {
      const ignore = globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
      const matches = picomatch(
        globs.filter((glob) => !glob.startsWith('!')),
        { ignore },
      );
      return below(folder)
        .map((path) => path.slice(folder.length + 1))
        .filter((path) => !/(^|\/)(node_modules|\.git)\//.test(path) && matches(path))
        .sort();
    },
    async copy(from, to) {
      const file = content.get(from);
      const folder = below(from);
      if (file === undefined && folder.length === 0) throw new Error(`There is no ${from} to copy.`);
      if (file !== undefined) content.set(to, file);
      for (const path of folder) content.set(to + path.slice(from.length), content.get(path) ?? '');
    },
    async temporaryFolder(purpose) {
      folders += 1;
      const directory = `/tmp/perfcrew-${purpose}-${folders}`;
      return {
        directory,
        async [Symbol.asyncDispose]() {
          for (const path of below(directory)) content.delete(path);
        },
      };
    },
  };
}
