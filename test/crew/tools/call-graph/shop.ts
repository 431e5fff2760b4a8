// The shop's server as its good or its slow branch has it.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from '../../../../src/crew/source-file.ts';

const SHOP = join(import.meta.dirname, '../../../../examples/shop');

export function shopFiles(branch: 'good' | 'slow'): readonly SourceFile[] {
  const read = (folder: string): readonly (readonly [string, string])[] =>
    globSync('{server.js,lib/*.js,test/*.js}', { cwd: join(SHOP, folder) }).map((path) => [
      path,
      readFileSync(join(SHOP, folder, path), 'utf8'),
    ]);
  const texts = new Map([...read('good'), ...(branch === 'slow' ? read('slow') : [])]);
  return [...texts]
    .map(([path, text]) => ({ path, text }))
    .toSorted((one, other) => one.path.localeCompare(other.path));
}
