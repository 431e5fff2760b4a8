// A project's own query function stands in every stack and says nothing of who asked: lines that different statements go through.
import type { Frame, Statement } from './captured.ts';
import type { Fingerprinter } from './fingerprint-statement.ts';

/** `file:line` of such lines. */
export function findWrappers(
  statements: readonly Pick<Statement, 'sql' | 'frames'>[],
  fingerprint: Fingerprinter,
): ReadonlySet<string> {
  const askers = new Map<string, string>();
  const wrappers = new Set<string>();
  for (const { sql, frames } of statements) {
    const { key } = fingerprint(sql);
    for (const line of frames.map(lineOf)) {
      const other = askers.get(line);
      if (other === undefined) askers.set(line, key);
      else if (other !== key) wrappers.add(line);
    }
  }
  return wrappers;
}

/** The nearest frame in the repository that only one statement goes through; the nearest of all where there is none. */
export function locateFrame(
  frames: readonly Frame[],
  directory: string,
  wrappers: ReadonlySet<string>,
): { readonly path: string; readonly line: number } | null {
  const root = directory.endsWith('/') ? directory : `${directory}/`;
  const own = frames.filter(({ file }) => file.startsWith(root));
  const asker = own.find((frame) => !wrappers.has(lineOf(frame))) ?? own[0];
  return asker === undefined ? null : { path: asker.file.slice(root.length), line: asker.line };
}

function lineOf({ file, line }: Frame): string {
  return `${file}:${line}`;
}
