// Whether the targets hold: each one's number now against its goal, and what the crew has against those that do not.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../../../core/document.ts';
import type { Proposal } from '../../proposal.ts';
import type { OptimizationTargets } from '../profiler/optimization-targets.ts';
import type { Verdict } from '../../../verdict/verdict.ts';

export const exitGateSchema = documentSchema('exit-gate', {
  /** `holds`: no target is missed; `mendable`: each missed one has a proposal for it; `open`: at least one has none. */
  conclusion: z.enum(['holds', 'mendable', 'open']),
  verdict: z.enum(['pass', 'fail', 'neutral']),
  targets: z.array(
    z.strictObject({
      target: z.string(),
      metric: z.string(),
      now: z.number(),
      goal: z.number(),
      holds: z.boolean(),
      /** Ids of the proposals that should bring it to its goal; unproven until the prover says otherwise. */
      proposals: z.array(z.string()),
      bottlenecks: z.array(z.string()),
    }),
  ),
  /** Reasons of the review's verdict, weightiest first. */
  reasons: z.array(z.string()),
});

export type ExitGate = DeepReadonly<z.infer<typeof exitGateSchema>>;

export function exitGate({
  targets,
  proposals,
  verdict,
}: {
  readonly targets: OptimizationTargets;
  readonly proposals: readonly Proposal[];
  readonly verdict: Verdict;
}): ExitGate {
  const rows = targets.targets.map(({ target, metric, now, goal, bottlenecks }) => ({
    target,
    metric,
    now,
    goal,
    holds: now === goal,
    proposals: proposals
      .filter((proposal) => proposal.bottleneck !== null && bottlenecks.includes(proposal.bottleneck))
      .map(({ id }) => id),
    bottlenecks,
  }));
  const missed = rows.filter(({ holds }) => !holds);
  return {
    document: 'exit-gate',
    version: 1,
    conclusion:
      missed.length === 0 ? 'holds' : missed.every((row) => row.proposals.length > 0) ? 'mendable' : 'open',
    verdict: verdict.conclusion,
    targets: rows,
    reasons: verdict.reasons.filter(({ effect }) => effect !== 'info').map(({ message }) => message),
  };
}
