// What perfcrew told before in this repository and what people made of it, read back from what its own login wrote there.
import type { PullRequest } from '../../change/pull-request.ts';
import type { OwnPull, OwnSuggestion } from '../../ports/forge.ts';
import { readIdeas, readMark, type IdeaState, type ProposalMark } from '../../report/proposals/markers.ts';
import { BRANCH_PREFIX } from '../../report/proposals/render-pull.ts';
import type { ProofForge } from './proof-forge.ts';

export interface Marked<Said> {
  readonly said: Said;
  readonly mark: ProposalMark;
}

export interface RecalledIdeas {
  /** As the comment on this pull request remembers them. */
  readonly here: ReadonlyMap<string, IdeaState>;
  /** On this pull request, not taken back. */
  readonly suggestions: readonly Marked<OwnSuggestion>[];
  /** Open ones that are to be merged into this pull request's branch. */
  readonly pulls: readonly Marked<OwnPull>[];
  /** That had or have a pull request, and may still be there. */
  readonly branches: ReadonlySet<string>;
  readonly dismissed: ReadonlySet<string>;
  readonly raised: ReadonlySet<string>;
  /** Told on this pull request, and not turned down: they may be told again there. */
  readonly standing: ReadonlySet<string>;
  /** Of those, what can be taken right now. */
  readonly open: ReadonlySet<string>;
}

/** Every report's comment begins so, whatever its check run is called. */
const REPORT = '<!-- perfcrew:report';

export async function recallIdeas(
  forge: ProofForge,
  live: PullRequest,
  number: number,
): Promise<RecalledIdeas> {
  const comments = (await forge.notes.comments()).filter(({ body }) => body.startsWith(REPORT));
  const everywhere = await forge.suggestions.everywhere();
  const own = marked(await forge.suggestions.onPullRequest(number));
  const pulls = marked(await forge.branches.pulls(BRANCH_PREFIX));

  const here = new Map(
    comments.filter(({ pullRequest }) => pullRequest === number).flatMap(({ body }) => [...readIdeas(body)]),
  );
  const elsewhere = comments
    .filter(({ pullRequest }) => pullRequest !== number)
    .flatMap(({ body }) => [...readIdeas(body)]);
  const suggestions = own.filter(({ mark }) => !mark.withdrawn);
  const open = pulls.filter(({ said }) => said.state === 'open' && said.into === live.head.ref);
  const present = new Set(own.map(({ mark }) => mark.fingerprint));
  const standing = new Set([...here.keys(), ...[...own, ...open].map(({ mark }) => mark.fingerprint)]);
  const dismissed = new Set([
    ...[...here, ...elsewhere].flatMap(([fingerprint, state]) =>
      state === 'dismissed' ? [fingerprint] : [],
    ),
    // Somebody deleted the suggestion: that is a no as well.
    ...[...here].flatMap(([fingerprint, state]) =>
      state === 'suggested' && !present.has(fingerprint) ? [fingerprint] : [],
    ),
    ...[...own, ...marked(everywhere)].flatMap(({ said, mark }) => (said.refused ? [mark.fingerprint] : [])),
    ...pulls.flatMap(({ said, mark }) =>
      said.state === 'closed' && !mark.withdrawn ? [mark.fingerprint] : [],
    ),
  ]);
  const done = new Set([
    ...[...here].flatMap(([fingerprint, state]) => (state === 'applied' ? [fingerprint] : [])),
    ...pulls.flatMap(({ said, mark }) => (said.state === 'merged' ? [mark.fingerprint] : [])),
  ]);
  const isStanding = (fingerprint: string): boolean => !dismissed.has(fingerprint) && !done.has(fingerprint);
  return {
    here,
    suggestions,
    pulls: open,
    branches: new Set(pulls.flatMap(({ said, mark }) => (mark.withdrawn ? [] : [said.branch]))),
    dismissed,
    raised: new Set([
      ...done,
      ...elsewhere.map(([fingerprint]) => fingerprint),
      ...[...marked(everywhere), ...pulls].map(({ mark }) => mark.fingerprint),
    ]),
    standing: new Set([...standing].filter(isStanding)),
    open: new Set(
      [...suggestions.filter(({ said }) => said.lines !== null), ...open]
        .map(({ mark }) => mark.fingerprint)
        .filter(isStanding),
    ),
  };
}

function marked<Said extends { readonly body: string }>(all: readonly Said[]): readonly Marked<Said>[] {
  return all.flatMap((said) => {
    const mark = readMark(said.body);
    return mark === null ? [] : [{ said, mark }];
  });
}
