// What a change really adds: code that was moved, or indented anew, says nothing that base did not say already.
import type { SourceFile } from '../crew/source-file.ts';

interface Told {
  readonly rule: string;
  readonly path: string;
  readonly line: number;
}

export interface Sides<Finding extends Told> {
  readonly head: { readonly files: readonly SourceFile[]; readonly findings: readonly Finding[] };
  readonly base: { readonly files: readonly SourceFile[]; readonly findings: readonly Finding[] };
  /** Whether the change wrote the place. */
  readonly isChanged: (finding: Finding) => boolean;
}

/**
 * Findings of head on changed lines that have no twin on base: the same rule on a line of the same words, in any file of the
 * change. A twin counts once, and those that stayed where they were take theirs first, so a copy is new.
 */
export function onlyNew<Finding extends Told>({ head, base, isChanged }: Sides<Finding>): readonly Finding[] {
  const twins = new Map<string, number>();
  const keyOnBase = keysOf(base.files);
  for (const finding of base.findings) {
    const key = keyOnBase(finding);
    twins.set(key, (twins.get(key) ?? 0) + 1);
  }
  const keyOnHead = keysOf(head.files);
  const isOld = (finding: Finding): boolean => {
    const key = keyOnHead(finding);
    const left = twins.get(key) ?? 0;
    twins.set(key, left - 1);
    return left > 0;
  };
  const kept = head.findings.filter((finding) => !isChanged(finding));
  for (const finding of kept) isOld(finding);
  return head.findings.filter(isChanged).filter((finding) => !isOld(finding));
}

function keysOf(files: readonly SourceFile[]): (told: Told) => string {
  const lines = new Map(files.map(({ path, text }) => [path, text.split('\n')]));
  return ({ rule, path, line }) =>
    `${rule}\0${(lines.get(path)?.[line - 1] ?? '').replaceAll(/\s+/g, ' ').trim()}`;
}
