// Brings the suggestions on a pull request to what is proven now: one review for all that is new, changes in place, and only its own
// are ever taken back.
import type { PullRequest } from '../../change/pull-request.ts';
import { plural } from '../../core/format/plural.ts';
import type { ForgeSuggestions, NewSuggestion, OwnSuggestion } from '../../ports/forge.ts';
import { writeMark } from '../../report/proposals/markers.ts';
import type { ToldProof } from '../../report/proposals/proposals-part.ts';
import { renderSuggestion, renderWithdrawn } from '../../report/proposals/render-suggestion.ts';
import type { Marked, RecalledIdeas } from './recall-ideas.ts';
import type { SuggestedProof } from './route-proofs.ts';

export interface SyncContext {
  readonly number: number;
  readonly live: PullRequest;
  readonly ideas: RecalledIdeas;
  /** Fingerprints of what was tried on this commit, proven or not. */
  readonly tested: ReadonlySet<string>;
}

export async function syncSuggestions(
  wanted: readonly SuggestedProof[],
  { number, live, ideas, tested }: SyncContext,
  suggestions: ForgeSuggestions,
): Promise<readonly ToldProof[]> {
  const isRefused = ({ mark }: Marked<OwnSuggestion>): boolean => ideas.dismissed.has(mark.fingerprint);
  const said = ideas.suggestions.filter((one) => !isRefused(one));
  const added: NewSuggestion[] = [];
  const kept = new Set<number>();
  for (const one of wanted) {
    const bodies = bodiesOf(one);
    const own = said.filter(({ mark }) => mark.fingerprint === one.selected.fingerprint);
    const pairs = bodies.map((body) => ({ body, said: own.find((each) => isAt(each.said, body))?.said }));
    if (own.length !== bodies.length || pairs.some((pair) => pair.said === undefined)) {
      added.push(...bodies);
      continue;
    }
    for (const { body, said: old } of pairs) {
      if (old === undefined) continue;
      kept.add(old.id);
      if (normal(old.body) !== normal(body.body)) await suggestions.rewrite(old.id, body.body);
    }
  }
  // New ones first: killed in between, there is one too many rather than none.
  if (added.length > 0) {
    const body = `${plural(added.length, 'suggestion')} proven to make this faster; the report's comment has the numbers.`;
    await suggestions.review(number, { headSha: live.head.sha, body, comments: added });
  }
  const chosen = new Set(wanted.map(({ selected }) => selected.fingerprint));
  for (const one of said) {
    const { fingerprint } = one.mark;
    const isOver = chosen.has(fingerprint) || tested.has(fingerprint) || one.said.lines === null;
    if (isOver && !kept.has(one.said.id)) await takeBack(one, suggestions);
  }
  return wanted.map(({ selected }) => ({ selected, at: { kind: 'suggested' } }));
}

function bodiesOf({ selected, places }: SuggestedProof): readonly NewSuggestion[] {
  return places.map((place, index) => ({
    path: place.path,
    startLine: place.startLine,
    line: place.line,
    body: renderSuggestion(selected, { place, part: index + 1, parts: places.length }),
  }));
}

function isAt({ path, lines }: OwnSuggestion, place: NewSuggestion): boolean {
  return path === place.path && lines?.first === place.startLine && lines.last === place.line;
}

/** The forge may hand text back with other line ends. */
function normal(body: string): string {
  return body.replaceAll('\r\n', '\n').trimEnd();
}

/** What somebody answered stays readable. */
async function takeBack({ said, mark }: Marked<OwnSuggestion>, suggestions: ForgeSuggestions): Promise<void> {
  if (!said.answered) await suggestions.remove(said.id);
  else
    await suggestions.rewrite(said.id, renderWithdrawn(said.body, writeMark({ ...mark, withdrawn: true })));
}
