// Gates that only read the change: nothing of the repository is built or run for them, and what they say is seen, not measured.
import type { GateId } from './gate-id.ts';

/** Agents with a model. */
export const REVIEWER_GATES = [
  'review',
  'strict-review',
  'simplicity',
  'performance-oracle',
  'security-sentinel',
  'data-integrity',
  'architecture',
] as const satisfies readonly GateId[];

export type ReviewerGate = (typeof REVIEWER_GATES)[number];

export function isReviewer(gate: GateId): gate is ReviewerGate {
  return REVIEWER_GATES.some((reviewer) => reviewer === gate);
}

export function isReading(gate: GateId): boolean {
  return gate === 'static' || gate === 'security' || isReviewer(gate);
}
