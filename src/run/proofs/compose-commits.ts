// One commit for each phase, as whole files: every patch on top of those before it, or left out where it does not fit any more.
import { parseGitDiff } from '../../change/parse-git-diff.ts';
import type { BranchPush, ForgeReader } from '../../ports/forge.ts';
import { commitMessage } from '../../report/proposals/commit-message.ts';
import { patchedText } from '../../report/proposals/patched-text.ts';
import { byPhase } from '../../report/proposals/phases.ts';
import type { SelectedProof } from '../../report/proposals/select-proofs.ts';

export interface ComposedCommits {
  readonly commits: BranchPush['commits'];
  /** Those that are in them. */
  readonly proofs: readonly SelectedProof[];
}

export async function composeCommits(
  selected: readonly SelectedProof[],
  head: string,
  reader: Pick<ForgeReader, 'fileAt'>,
): Promise<ComposedCommits> {
  const texts = new Map<string, string | null>();
  const commits: ComposedCommits['commits'][number][] = [];
  const proofs: SelectedProof[] = [];
  for (const phase of byPhase(selected)) {
    const changed = new Set<string>();
    const taken: SelectedProof[] = [];
    for (const one of phase.proofs) {
      const { files } = parseGitDiff(one.proof.proposal.patch);
      for (const { path } of files) if (!texts.has(path)) texts.set(path, await reader.fileAt(head, path));
      const patched = files.map((file) => [file.path, patch(texts.get(file.path) ?? null, file)] as const);
      if (patched.some(([, text]) => text === null)) continue;
      for (const [path, text] of patched) {
        texts.set(path, text);
        changed.add(path);
      }
      taken.push(one);
    }
    if (taken.length === 0) continue;
    proofs.push(...taken);
    const files = [...changed].map((path) => ({ path, text: texts.get(path) ?? '' }));
    commits.push({ message: commitMessage(phase.title, taken), files });
  }
  return { commits, proofs };
}

/** A file that is not UTF-8 came as text with marks for what could not be read, and would be written so. */
function patch(text: string | null, file: Parameters<typeof patchedText>[1]): string | null {
  return text?.includes('\uFFFD') === true ? null : patchedText(text, file);
}
