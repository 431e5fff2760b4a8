// What the plan spared: the honest difference, never negative.
import type { GatePlan } from '../../plan/gate-plan.ts';

export interface Saving {
  readonly minutes: number;
  /** Of everything that could have run, 0 to 100. */
  readonly percent: number;
}

export function minutesSaved({ estimatedMinutes, fullMinutes }: GatePlan): Saving {
  const minutes = Math.max(0, fullMinutes - estimatedMinutes);
  return { minutes, percent: fullMinutes > 0 ? Math.round((minutes / fullMinutes) * 100) : 0 };
}
