// Files in memory that also grow and go away.
import { posix } from 'node:path';
import type { Files } from '../../src/ports/files.ts';
import type { KeptFiles } from '../../src/ports/kept-files.ts';
import { fakeFiles } from './fake-files.ts';

export interface FakeKeptFiles extends Files, KeptFiles {
  readonly content: Map<string, string>;
}

export function fakeKeptFiles(initial: Readonly<Record<string, string>> = {}): FakeKeptFiles {
  const files = fakeFiles(initial);
  return {
    ...files,
    async append(path, text) {
      files.content.set(path, (files.content.get(path) ?? '') + text);
    },
    async remove(path) {
      for (const known of files.content.keys()) {
        if (known === path || known.startsWith(`${path}/`)) files.content.delete(known);
      }
    },
    async readBelow(root, path, mostBytes) {
      if (path.startsWith('/')) return null;
      const target = posix.normalize(`${root}/${path}`);
      return target.startsWith(`${root}/`) ? await files.readBytes(target, mostBytes) : null;
    },
  };
}
