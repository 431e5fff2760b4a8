// A patch is looked at once more before it reaches people: the document that calls it proven was written beside a stranger's code.
import { hunkLines } from '../../change/hunk-lines.ts';
import { parseGitDiff } from '../../change/parse-git-diff.ts';
import { cleanBlock } from '../../core/text/clean-text.ts';
import { findTampering } from '../../prove/tampering/find-tampering.ts';

/** The end of "It …"; null where nothing is wrong with it. */
export function whyRefused(patch: string): string | null {
  const diff = parseGitDiff(patch);
  const tampering = findTampering(diff);
  if (tampering !== null) return tampering;
  if (diff.files.some(({ status }) => status !== 'modified' && status !== 'added'))
    return 'does more than change and add files';
  if (/^(?:old|new) mode |^new file mode (?!100644)/m.test(patch)) return 'changes the mode of a file';
  const added = diff.files
    .flatMap(({ hunks }) => hunks.flatMap(hunkLines))
    .filter(({ side }) => side === 'head');
  return added.some(({ text }) => isHiding(text)) ? 'holds characters nobody can see' : null;
}

/** Marks that turn lines around, zero-width characters and control codes: https://trojansource.codes */
function isHiding(line: string): boolean {
  const text = line.replace(/\r$/, '');
  return cleanBlock(text) !== text;
}
