// Patches put into files without git, one on top of the other, as long as each line is what the patch takes it to be.
import { parseGitDiff } from '../../change/parse-git-diff.ts';
import type { ForgeReader } from '../../ports/forge.ts';
import { patchedText } from '../../report/proposals/patched-text.ts';
import { editsOf, shiftFile, type Edit } from '../../report/proposals/shift-file.ts';

export interface Patching {
  /** Paths it changes; null where it does not fit, and then nothing is changed. */
  put(patch: string): Promise<readonly string[] | null>;
  /** Of all files that were changed, as they are by now. */
  readonly texts: ReadonlyMap<string, string>;
}

export function openPatching(head: string, reader: Pick<ForgeReader, 'fileAt'>): Patching {
  const original = new Map<string, string | null>();
  const texts = new Map<string, string>();
  const edits = new Map<string, readonly Edit[]>();
  return {
    texts,
    async put(patch) {
      const { files } = parseGitDiff(patch);
      for (const { path } of files)
        if (!original.has(path)) original.set(path, await reader.fileAt(head, path));
      const patched: (readonly [string, string])[] = [];
      for (const file of files) {
        const { path } = file;
        const text = texts.get(path) ?? original.get(path) ?? null;
        // A file that is not UTF-8 came as text with marks for what could not be read, and would be written so.
        const next =
          text?.includes('\uFFFD') === true
            ? null
            : patchedText(text, shiftFile(file, edits.get(path) ?? []));
        if (next === null) return null;
        patched.push([path, next]);
      }
      for (const [path, text] of patched) texts.set(path, text);
      for (const file of files) edits.set(file.path, [...(edits.get(file.path) ?? []), ...editsOf(file)]);
      return files.map(({ path }) => path);
    },
  };
}
