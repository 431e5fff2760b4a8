// Hidden lines by which perfcrew finds again what it said itself; nothing else anybody wrote is ever read for a meaning.

/** What became of an idea on one pull request. */
export const IDEA_STATES = ['suggested', 'pulled', 'folded', 'applied', 'withdrawn', 'dismissed'] as const;
export type IdeaState = (typeof IDEA_STATES)[number];

export interface ProposalMark {
  readonly id: string;
  readonly fingerprint: string;
  /** The commit it was written for and, of a branch, the commit at its tip. */
  readonly onto: string;
  readonly tip: string | null;
  /** True where perfcrew took it back itself, which is no dismissal. */
  readonly withdrawn: boolean;
}

const PROPOSAL =
  /^<!-- perfcrew:proposal ([a-z0-9-]{1,80}) ([0-9a-f]{14}) onto=([0-9a-f]{40,64})(?: tip=([0-9a-f]{40,64}))?( withdrawn)? -->(?:\r?\n|$)/;

/** First line of a suggestion and of a pull request. */
export function writeMark({ id, fingerprint, onto, tip, withdrawn }: ProposalMark): string {
  const rest = `${tip === null ? '' : ` tip=${tip}`}${withdrawn ? ' withdrawn' : ''}`;
  return `<!-- perfcrew:proposal ${id} ${fingerprint} onto=${onto}${rest} -->`;
}

/** Null for every text that does not begin with exactly such a line. */
export function readMark(body: string): ProposalMark | null {
  const match = PROPOSAL.exec(body);
  const [, id, fingerprint, onto, tip, withdrawn] = match ?? [];
  if (id === undefined || fingerprint === undefined || onto === undefined) return null;
  return { id, fingerprint, onto, tip: tip ?? null, withdrawn: withdrawn !== undefined };
}

/** How the second line of the report's comment begins, where it lists the ideas of its pull request. */
export const IDEAS_PREFIX = '<!-- perfcrew:ideas ';
const MOST_IDEAS = 200;

export function writeIdeas(ideas: ReadonlyMap<string, IdeaState>): string {
  const told = [...ideas].slice(-MOST_IDEAS).map(([fingerprint, state]) => `${fingerprint}:${state}`);
  return `${IDEAS_PREFIX}${told.join(' ')} -->`;
}

/** Only from the second line: further below stands text of the code under review. */
export function readIdeas(body: string): ReadonlyMap<string, IdeaState> {
  const ideas = new Map<string, IdeaState>();
  const line = body.split('\n', 2)[1]?.trimEnd() ?? '';
  if (!line.startsWith(IDEAS_PREFIX) || !line.endsWith(' -->')) return ideas;
  for (const word of line.slice(IDEAS_PREFIX.length, -' -->'.length).split(' ').slice(0, MOST_IDEAS)) {
    const [fingerprint = '', name = ''] = word.split(':');
    const state = IDEA_STATES.find((one) => one === name);
    if (/^[0-9a-f]{14}$/.test(fingerprint) && state !== undefined) ideas.set(fingerprint, state);
  }
  return ideas;
}
