// Where each patch goes: onto lines of the diff where it fits, else onto a branch, else into the comment.
import type { Diff } from '../../change/diff.ts';
import { placeSuggestions, type PlacedSuggestion } from '../../report/proposals/place-suggestions.ts';
import type { SelectedProof } from '../../report/proposals/select-proofs.ts';
import type { RecalledIdeas } from './recall-ideas.ts';

export interface SuggestedProof {
  readonly selected: SelectedProof;
  readonly places: readonly PlacedSuggestion[];
}

export interface RoutedProofs {
  readonly suggested: readonly SuggestedProof[];
  readonly pulled: readonly SelectedProof[];
}

export function routeProofs(
  selected: readonly SelectedProof[],
  {
    change,
    ideas,
    mayPush,
  }: {
    readonly change: Diff;
    readonly ideas: RecalledIdeas;
    readonly mayPush: boolean;
  },
): RoutedProofs {
  // What has a pull request keeps it, though it would fit on lines by now.
  const pulledAlready = new Set(ideas.pulls.map(({ mark }) => mark.fingerprint));
  const suggested: SuggestedProof[] = [];
  const pulled: SelectedProof[] = [];
  for (const one of selected) {
    const places = pulledAlready.has(one.fingerprint)
      ? null
      : placeSuggestions(one.proof.proposal.patch, change);
    if (places !== null) suggested.push({ selected: one, places });
    else if (mayPush) pulled.push(one);
  }
  return { suggested, pulled };
}
