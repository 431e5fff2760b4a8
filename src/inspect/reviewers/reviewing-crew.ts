// Of the crew of reviewers, those the plan asks for: gates go by what they look at, agents by their role.
import type { GateId } from '../../core/gate-id.ts';
import { isReviewer, type ReviewerGate } from '../../core/reading-gates.ts';
import type { Crew } from '../../crew/roster/crew.ts';
import type { GatePlan } from '../../plan/gate-plan.ts';

export const REVIEWERS_CREW = 'reviewers';

/** Who answers for a target of a gate. */
export interface Reviewer {
  readonly gate: GateId;
  readonly target: string;
  readonly agent: string;
}

const AGENTS: Readonly<Partial<Record<ReviewerGate, string>>> = {
  'data-integrity': 'data-integrity-guardian',
  architecture: 'architecture-strategist',
};

/** A target that is not the gate's own is a reviewer of the user's, by the name of the agent. */
export function plannedReviewers({ gates }: Pick<GatePlan, 'gates'>): readonly Reviewer[] {
  return gates.flatMap(({ gate, targets }) => {
    if (!isReviewer(gate)) return [];
    return (targets.length === 0 ? [gate] : targets).map((target) => ({
      gate,
      target,
      agent: target === gate ? (AGENTS[gate] ?? gate) : target,
    }));
  });
}

/** Who is not asked cannot be escalated to either: his money was not planned. */
export function reviewingCrew(crew: Crew, reviewers: readonly Reviewer[]): Crew {
  const asked = new Set(reviewers.map(({ agent }) => agent));
  const agents = crew.agents
    .filter(({ name }) => asked.has(name))
    .map((agent) => ({
      ...agent,
      escalatesTo: agent.escalatesTo !== null && asked.has(agent.escalatesTo) ? agent.escalatesTo : null,
    }));
  return { ...crew, agents, phases: [] };
}
