// The same idea keeps its name over pushes and pull requests, though lines move and somebody indents them anew.
import { hunkLines } from '../../change/hunk-lines.ts';
import { parseGitDiff } from '../../change/parse-git-diff.ts';
import { stableHash } from '../../core/stable-hash.ts';

/** Of the paths, and of the added and deleted lines without their whitespace and their numbers; 14 hex digits. */
export function fingerprintOf(patch: string): string {
  const files = parseGitDiff(patch).files.map(
    ({ path, hunks }) => `${path}\n${hunks.flatMap(hunkLines).map(marked).filter(isSaid).join('\n')}`,
  );
  return stableHash(files.toSorted().join('\n\n'));
}

function marked({ side, text }: { readonly side: 'base' | 'head'; readonly text: string }): string {
  return `${side === 'head' ? '+' : '-'}${text.replaceAll(/\s+/g, '')}`;
}

function isSaid(line: string): boolean {
  return line.length > 1;
}
