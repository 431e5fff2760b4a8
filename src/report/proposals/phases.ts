// What is committed for people comes as one commit a phase of the work, not one a patch: a history somebody can read.
import type { SelectedProof } from './select-proofs.ts';

const PHASES = ['database', 'caching', 'page', 'code'] as const;
type Phase = (typeof PHASES)[number];

const KINDS: readonly (readonly [Phase, RegExp])[] = [
  ['database', /index|query|migration|statement/],
  ['caching', /cache|memo/],
  ['page', /script|image|style|font|page/],
];

const TITLES: Readonly<Record<Phase, string>> = {
  database: 'ask the database for less',
  caching: 'keep what is asked for again',
  page: 'let the page show sooner',
  code: 'do less work for the same answer',
};

/** In the order they are committed: what others may build on comes first. */
export function byPhase(
  selected: readonly SelectedProof[],
): readonly { readonly title: string; readonly proofs: readonly SelectedProof[] }[] {
  return PHASES.map((phase) => ({
    title: TITLES[phase],
    proofs: selected.filter(({ proof }) => phaseOf(proof.proposal.kind) === phase),
  })).filter(({ proofs }) => proofs.length > 0);
}

function phaseOf(kind: string): Phase {
  return KINDS.find(([, pattern]) => pattern.test(kind))?.[0] ?? 'code';
}
