// How much code there is in a repository, as the crew reads it: lines that hold something, of files that somebody wrote.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFiles } from '../../src/io/files/open-files.ts';

const OTHERS = /(^|\/)(node_modules|\.git|dist|build|vendor)\/|\.min\.js$|\.d\.ts$/;

export async function countLines(directory: string): Promise<number> {
  await using files = openFiles();
  const paths = await files.list(directory, ['**/*.{js,mjs,cjs,sql,html}']);
  const texts = await Promise.all(
    paths.filter((path) => !OTHERS.test(path)).map((path) => readFile(join(directory, path), 'utf8')),
  );
  return texts.reduce((sum, text) => sum + text.split('\n').filter((line) => line.trim() !== '').length, 0);
}
