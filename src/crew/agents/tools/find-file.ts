// A file by its path, as a model names it; a wrong path is answered by the nearest one that exists.
import { nearest } from '../../../config/nearest.ts';
import { Problem } from '../../../core/problem.ts';
import type { SourceFile } from '../../source-file.ts';

const SHOWN = 3;

/** Throws a Problem in words for the model. */
export function findFile(path: string, files: readonly SourceFile[]): SourceFile {
  const plain = path.replace(/^(\.?\/)+/, '');
  const file = files.find((one) => one.path === plain);
  if (file !== undefined) return file;
  const near = nearPaths(
    plain,
    files.map((one) => one.path),
  );
  throw new Problem('document-missing', {
    what: `${path.slice(0, 200)} is not among the files of head that can be read.`,
    mend: near.length > 0 ? `Perhaps ${near.join(', ')}.` : 'Look for its path with list-files.',
  });
}

function nearPaths(path: string, paths: readonly string[]): readonly string[] {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const named = paths.filter((one) => one.toLowerCase().endsWith(`/${name}`) || one.toLowerCase() === name);
  if (named.length > 0) return named.slice(0, SHOWN);
  const close = nearest(path, paths);
  return close === null ? [] : [close];
}
