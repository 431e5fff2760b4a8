// A folder that exists only in the test, behind the port Files.
import picomatch from 'picomatch';
import type { Files } from '../../src/ports/files.ts';

/** `tree` maps paths below `root` to texts; written files land in it. */
export function memoryFiles(tree: Record<string, string>, root = '/repository'): Files {
  const keyOf = (path: string): string => (path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path);
  return {
    readText: (path) => Promise.resolve(tree[keyOf(path)] ?? null),
    readBytes: (path, mostBytes) => {
      const text = tree[keyOf(path)];
      const bytes = new TextEncoder().encode(text ?? '');
      return Promise.resolve(text === undefined || bytes.length > mostBytes ? null : bytes);
    },
    writeText: (path, text) => {
      tree[keyOf(path)] = text;
      return Promise.resolve();
    },
    list: (folder, globs) => {
      const matches = picomatch(
        globs.filter((glob) => !glob.startsWith('!')),
        { ignore: globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1)) },
      );
      const prefix = folder === root ? '' : `${keyOf(folder)}/`;
      const paths = Object.keys(tree)
        .filter((path) => path.startsWith(prefix) && !/(^|\/)(node_modules|\.git)\//.test(path))
        .map((path) => path.slice(prefix.length));
      return Promise.resolve(paths.filter((path) => matches(path)).sort());
    },
    copy: () => Promise.reject(new Error('memory files are not copied')),
    temporaryFolder: () => Promise.reject(new Error('memory files have no temporary folders')),
  };
}
