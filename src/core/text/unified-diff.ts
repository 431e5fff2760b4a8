// Some evidence is a difference already: it is shown as one, line by line, with its signs.

export type DiffLineKind = 'added' | 'removed' | 'hunk' | 'context';

/** True for text with a hunk header, or with the two lines that name the sides. */
export function isUnifiedDiff(text: string): boolean {
  return /^@@ .*@@/m.test(text) || /^--- .*\n\+\+\+ /m.test(text);
}

export function diffLineKind(line: string): DiffLineKind {
  if (line.startsWith('@@') || /^(?:---|\+\+\+) /.test(line)) return 'hunk';
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : 'context';
}
