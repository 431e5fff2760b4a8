// A patch is refused before it is run when it touches what judges it: tests, benchmarks, configuration, scripts, or the measuring itself.
import type { Diff, DiffFile } from '../../change/diff.ts';
import { hunkLines } from '../../change/hunk-lines.ts';
import { outlivesRequest } from './outlives-request.ts';
import { refusedLine } from './refused-lines.ts';
import { refusedPlace } from './refused-paths.ts';

/** More is a rewrite, which nobody can look through in a comment. */
const MOST_FILES = 10;
const MOST_LINES = 400;

/**
 * What is wrong with it, as the end of "It …"; null where nothing is. `diff` is of head and the patched code. `composed` of patches
 * that each were short enough, it may be as long as they are together.
 */
export function findTampering(diff: Diff, size: 'single' | 'composed' = 'single'): string | null {
  if (diff.files.length === 0) return 'changes nothing';
  return (size === 'single' ? tooLarge(diff) : null) ?? findIn(diff.files);
}

function tooLarge(diff: Diff): string | null {
  if (diff.files.length > MOST_FILES)
    return `changes ${diff.files.length} files; at most ${MOST_FILES} can be proven at once`;
  const lines = diff.files.reduce((sum, { additions, deletions }) => sum + additions + deletions, 0);
  if (lines > MOST_LINES) return `changes ${lines} lines; at most ${MOST_LINES} can be proven at once`;
  return null;
}

function findIn(files: Diff['files']): string | null {
  for (const file of files) {
    const found = inFile(file);
    if (found !== null) return found;
  }
  return null;
}

function inFile(file: DiffFile): string | null {
  const { path, previousPath, content, status } = file;
  for (const name of previousPath === null ? [path] : [path, previousPath]) {
    const place = refusedPlace(name);
    if (place !== null) return `touches ${place} (${name})`;
  }
  if (content !== 'text') return `changes a ${content} (${path})`;
  if (status === 'deleted') return `deletes ${path}`;
  if (status === 'type-changed') return `changes what kind of file ${path} is`;
  const added = file.hunks.flatMap((hunk) =>
    hunkLines(hunk).flatMap(({ side, text }) => (side === 'head' ? [text] : [])),
  );
  const line = refusedLine(added);
  if (line !== null) return `${line} (${path})`;
  const kept = outlivesRequest(added);
  return kept === null ? null : `${kept} (${path})`;
}
