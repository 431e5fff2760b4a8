// A file with a patch in it, without git: the zone that publishes checks nothing out, and hands the forge whole files instead.
import type { DiffFile } from '../../change/diff.ts';

/** Null where a line is not exactly what the patch takes it to be. `text` is null where the file is not there yet. */
export function patchedText(text: string | null, file: DiffFile): string | null {
  if (text === null) return file.status === 'added' ? addedText(file) : null;
  if (file.status !== 'modified') return null;
  const lines = text.split('\n');
  const endsWithLineFeed = lines.at(-1) === '';
  if (endsWithLineFeed) lines.pop();
  const result: string[] = [];
  let at = 0;
  let reachesEnd = false;
  for (const hunk of file.hunks) {
    // A hunk that only adds names the line above it.
    const start = hunk.baseCount === 0 ? hunk.baseStart : hunk.baseStart - 1;
    if (start < at || start > lines.length) return null;
    result.push(...lines.slice(at, start));
    at = start;
    for (const marked of hunk.lines) {
      const content = marked.slice(1);
      if (marked.startsWith('+')) {
        result.push(content);
        continue;
      }
      if (lines[at] !== content) return null;
      if (marked.startsWith(' ')) result.push(content);
      at += 1;
    }
    reachesEnd = at === lines.length;
  }
  result.push(...lines.slice(at));
  const isTerminated = reachesEnd ? !file.noNewlineAtEnd : endsWithLineFeed;
  return result.length === 0 ? '' : `${result.join('\n')}${isTerminated ? '\n' : ''}`;
}

function addedText({ hunks, noNewlineAtEnd }: DiffFile): string | null {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  if (lines.length === 0 || lines.some((line) => !line.startsWith('+'))) return null;
  return `${lines.map((line) => line.slice(1)).join('\n')}${noNewlineAtEnd ? '' : '\n'}`;
}
