// A model's edits as a patch that git takes: it names text and its replacement, and the lines and counts are ours.
import { applyEdits, type Edit as TextEdit } from '../codemods/edit.ts';
import { unifiedDiff } from '../codemods/unified-diff.ts';
import type { SourceFile } from '../source-file.ts';
import type { Edit } from './additions.ts';
import { brokenBy } from './parses.ts';

export type WrittenPatch =
  | {
      readonly ok: true;
      readonly patch: string;
      /** Lines of head that are replaced, by path. */
      readonly places: ReadonlyMap<string, { readonly line: number; readonly endLine: number }>;
    }
  | { readonly ok: false; readonly reason: string };

export function writePatch(edits: readonly Edit[], head: readonly SourceFile[]): WrittenPatch {
  const places = new Map<string, { line: number; endLine: number }>();
  const patches: string[] = [];
  for (const [path, its] of Map.groupBy(edits, (edit) => edit.path)) {
    const file = head.find((one) => one.path === path);
    if (file === undefined) return refuse(`${path} is not a file of head`);
    const placed: TextEdit[] = [];
    for (const { find, replace } of its) {
      const start = file.text.indexOf(find);
      if (start < 0) return refuse(`find does not stand in ${path}: copy it from the file, spaces included`);
      if (file.text.includes(find, start + 1))
        return refuse(`find stands in ${path} more than once: take more of the lines around it`);
      placed.push({ start, end: start + find.length, text: replace });
    }
    const after = applyEdits(file.text, placed);
    if (after === null) return refuse(`two edits of ${path} touch the same text: make one of them`);
    if (after === file.text) return refuse(`the edits of ${path} change nothing`);
    const broken = brokenBy(file, after);
    if (broken !== null) return refuse(`${path} ${broken} after the edits`);
    const first = Math.min(...placed.map(({ start }) => start));
    const last = Math.max(...placed.map(({ start, end }) => Math.max(start, end - 1)));
    places.set(path, { line: lineAt(file.text, first), endLine: lineAt(file.text, last) });
    patches.push(unifiedDiff(path, file.text, after));
  }
  return { ok: true, patch: patches.join(''), places };
}

function refuse(reason: string): WrittenPatch {
  return { ok: false, reason };
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}
