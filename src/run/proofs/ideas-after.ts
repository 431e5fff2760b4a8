// What the comment remembers from now on.
import type { IdeaState } from '../../report/proposals/markers.ts';
import type { ToldProof } from '../../report/proposals/proposals-part.ts';
import type { RecalledIdeas } from './recall-ideas.ts';

export function ideasAfter(
  { here, dismissed, open, suggestions, pulls }: RecalledIdeas,
  { told, tested }: { readonly told: readonly ToldProof[]; readonly tested: ReadonlySet<string> },
): ReadonlyMap<string, IdeaState> {
  const own = [...suggestions, ...pulls].map(({ mark }) => mark.fingerprint);
  const after = new Map<string, IdeaState>(here);
  for (const fingerprint of new Set([...here.keys(), ...own])) {
    if (dismissed.has(fingerprint)) after.set(fingerprint, 'dismissed');
    // Told before, not told now, and not standing on its own either: it was taken back.
    else if (after.get(fingerprint) !== 'applied' && (tested.has(fingerprint) || !open.has(fingerprint)))
      after.set(fingerprint, 'withdrawn');
  }
  for (const { selected, at } of told) after.set(selected.fingerprint, at.kind);
  return after;
}
