// Which proof the comment, a suggestion or a pull request speaks of: each ends with the words that do it again.
import type { Proof } from '../../src/prove/proof.ts';
import { feltGain } from '../../src/report/proposals/felt-gain.ts';
import { gainSentence } from '../../src/report/proposals/gain-sentence.ts';
import type { Offered } from './hold-against-patch.ts';
import type { Seen } from './observe.ts';
import type { GitHubProof } from './result.ts';

const VERIFY = /`perfcrew verify ([0-9a-f]{14})`/g;

export function toldIds({ comments }: Pick<Seen, 'comments'>): ReadonlySet<string> {
  return new Set(comments.flatMap(({ body }) => [...body.matchAll(VERIFY)].map(([, id = '']) => id)));
}

/** By the id of the proposal in the hidden first line, since only the first of several parts names the proof; null is nobody. */
export function whoseIs(body: string, proofs: readonly Proof[]): string | null {
  const [, id] = /^<!-- perfcrew:proposal ([a-z0-9-]+) /.exec(body) ?? [];
  return proofs.find(({ proposal }) => proposal.id === id)?.id ?? null;
}

export function tellOfProof(
  proof: Proof,
  { suggestions, pulls }: Offered,
  told: boolean,
): Omit<GitHubProof, 'differs' | 'verified'> {
  const { id, proposal, outcome, reason, evidence } = proof;
  const felt = outcome === 'proven' ? feltGain(proof, 0) : null;
  const places = { suggestion: suggestions.length > 0, 'pull request': pulls.length > 0, comment: told };
  return {
    id,
    title: proposal.title,
    outcome,
    reason,
    gain: felt === null ? null : gainSentence(felt),
    minutes: evidence.durationMs / 60_000,
    told,
    at: (['suggestion', 'pull request', 'comment'] as const).find((place) => places[place]) ?? 'nowhere',
  };
}
