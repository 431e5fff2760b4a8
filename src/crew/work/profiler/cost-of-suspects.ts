// What each place costs its users: what head added to a target is divided among the places blamed for it, a profiled share of a
// target's time is told as such, and what only looks expensive costs nothing until somebody measures it.
import type { Bottleneck } from '../../bottleneck.ts';
import type { Merged } from './merge-suspects.ts';
import { isMeasured } from './suspect.ts';
import type { TargetTime } from './target-times.ts';

type Cost = Bottleneck['cost'];

export interface Costs {
  readonly times: readonly TargetTime[];
  /** How often each target is asked, relative to the average one; 1 where it is not named. */
  readonly weights: ReadonlyMap<string, number>;
}

/** A voice that has neither measured nor seen anything gets this part of the blame that one of the review gets. */
const UNSEEN = 0.1;

/** In the order of the suspects. */
export function costOfSuspects(suspects: readonly Merged[], { times, weights }: Costs): readonly Cost[] {
  const byTarget = new Map(times.map((time) => [time.target, time]));
  const blamed = new Map<string, number>();
  for (const suspect of suspects)
    for (const target of suspect.targets) blamed.set(target, (blamed.get(target) ?? 0) + blameOf(suspect));

  return suspects.map((suspect) => {
    const { targets, share } = suspect;
    const parts = targets.flatMap((target) => {
      const time = byTarget.get(target);
      if (time === undefined) return [];
      const profiledMs = share === null ? 0 : share * (time.headMs ?? 0) * time.busyShare;
      const blame = blameOf(suspect);
      const measuredMs = blame === 0 ? 0 : (time.lostMs * blame) / (blamed.get(target) ?? blame);
      const costMs = Math.max(profiledMs, measuredMs);
      return [{ costMs, headMs: time.headMs ?? 0, weight: weights.get(target) ?? 1, measuredMs }];
    });
    const worst = parts.toSorted((one, other) => other.costMs - one.costMs)[0];
    if (worst === undefined || worst.costMs === 0)
      return { perRequestMs: null, share: null, weightedMs: 0, basis: 'estimated' };
    return {
      perRequestMs: worst.costMs,
      share: worst.headMs === 0 ? null : Math.min(1, worst.costMs / worst.headMs),
      weightedMs: parts.reduce((sum, { costMs, weight }) => sum + costMs * weight, 0),
      basis: worst.measuredMs === worst.costMs ? 'measured' : 'profiled',
    };
  });
}

/** What the change lost goes to those who brought it: in full to what was measured, else by what a profile saw of it. */
function blameOf({ origin, sources, share }: Merged): number {
  if (origin !== 'change') return 0;
  return isMeasured(sources) ? 1 : Math.max(UNSEEN, share ?? 0);
}
