// What a part of the plan may take of the measuring time of the whole review, so that steps measure as long as a review does.
import { GATE_TABLE } from '../plan/gate-table.ts';
import type { GatePlan } from '../plan/gate-plan.ts';

/** 1 where the part is everything, or nothing that the time is divided by. */
export function shareOfBudget(whole: GatePlan, part: GatePlan): number {
  const all = timedMinutes(whole);
  const own = timedMinutes(part);
  return all > 0 && own > 0 ? Math.min(1, own / all) : 1;
}

function timedMinutes({ gates }: GatePlan): number {
  return gates.reduce((sum, { gate, estimatedMinutes }) => {
    return GATE_TABLE[gate].timed ? sum + estimatedMinutes : sum;
  }, 0);
}
