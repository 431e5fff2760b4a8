// The part of a plan that needs checkouts and clocks: what only reads the change is done before it.
import { isReading } from '../core/reading-gates.ts';
import type { GatePlan } from './gate-plan.ts';

export function measuredGates(plan: GatePlan): GatePlan {
  return { ...plan, gates: plan.gates.filter(({ gate }) => !isReading(gate)) };
}
