// The diff as it may be kept: a secret that a change adds, or takes away, is in git, and need not be in our documents too.
import type { Diff, Hunk } from '../change/diff.ts';
import { hideSecrets } from '../crew/tools/security/secrets/hide-secrets.ts';

export function hideInDiff(diff: Diff): Diff {
  return {
    ...diff,
    files: diff.files.map((file) => ({
      ...file,
      hunks: file.hunks.map((hunk) => ({
        ...hunk,
        section: hideSecrets(hunk.section),
        lines: hideInLines(hideInLines(hunk.lines, '-'), '+'),
      })),
    })),
  };
}

/** One side of the hunk read as a text, so that a key of several lines is seen as one. */
function hideInLines(lines: Hunk['lines'], otherSide: '+' | '-'): string[] {
  const own = lines.filter((line) => !line.startsWith(otherSide));
  const hidden = hideSecrets(own.map((line) => line.slice(1)).join('\n')).split('\n');
  let at = 0;
  return lines.map((line) => (line.startsWith(otherSide) ? line : `${line.charAt(0)}${hidden[at++] ?? ''}`));
}
