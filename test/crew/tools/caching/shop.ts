// The shop's real files, as a review of it reads them.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from '../../../../src/crew/source-file.ts';

const SHOP = join(import.meta.dirname, '../../../../examples/shop');

export function shopFiles(branch: 'good' | 'slow'): readonly SourceFile[] {
  const texts = new Map<string, string>();
  for (const folder of branch === 'good' ? ['good'] : ['good', 'slow']) {
    const directory = join(SHOP, folder);
    for (const path of globSync('{lib,db,public,test}/**/*.{js,sql,html}', { cwd: directory }).toSorted())
      texts.set(path, readFileSync(join(directory, path), 'utf8'));
    if (folder === 'good') texts.set('server.js', readFileSync(join(directory, 'server.js'), 'utf8'));
  }
  return [...texts].map(([path, text]) => ({ path, text }));
}
