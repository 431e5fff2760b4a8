// The verifier of what a model adds: each addition is held against the code and the configuration, never against the model's word.
import type { Proposal } from '../proposal.ts';
import { MOST_ADDITIONS, type Additions } from './additions.ts';
import { placeProblem, targetProblem, type CheckedAgainst } from './check-place.ts';
import { checkProposal } from './check-proposal.ts';

export interface CheckedAdditions {
  /** None where everything fits. */
  readonly reasons: readonly string[];
  readonly proposals: readonly Proposal[];
  /** Why single proposals were left out, although nothing is wrong with them. */
  readonly leftOut: readonly string[];
}

export function checkAdditions(additions: Additions, against: CheckedAgainst): CheckedAdditions {
  const reasons: string[] = [];
  const proposals: Proposal[] = [];
  const leftOut: string[] = [];
  for (const name of ['bottlenecks', 'proposals', 'remarks', 'doubts'] as const)
    if (additions[name].length > MOST_ADDITIONS)
      reasons.push(
        `${name}: ${additions[name].length} are too many, give the ${MOST_ADDITIONS} that matter most`,
      );
  for (const [index, one] of additions.bottlenecks.entries()) {
    const wrong =
      placeProblem(one, against.study.workshop.head) ??
      targetProblem(one.targets, against) ??
      (/^[a-z0-9-]{1,60}$/.test(one.kind) ? null : 'kind must be small letters, digits and `-`');
    if (wrong !== null) reasons.push(`bottlenecks.${index} (${one.title}): ${wrong}`);
  }
  for (const [index, one] of additions.proposals.slice(0, MOST_ADDITIONS).entries()) {
    const checked = checkProposal(one, { ...against, proposals: [...against.proposals, ...proposals] });
    if (checked.kind === 'fits') proposals.push(checked.proposal);
    else if (checked.kind === 'left-out') leftOut.push(checked.reason);
    else reasons.push(`proposals.${index} (${one.title}): ${checked.reason}`);
  }
  const ids = new Set([...against.bottlenecks, ...against.proposals].map(({ id }) => id));
  for (const [index, { id }] of additions.doubts.entries())
    if (!ids.has(id)) reasons.push(`doubts.${index}: there is no bottleneck or proposal ${id}`);
  return { reasons, proposals, leftOut };
}
