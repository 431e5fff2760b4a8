// From everything that points at a place to a list of bottlenecks, the one that costs its users most first.
import { findingId } from '../../../compare/finding-id.ts';
import type { Bottleneck } from '../../bottleneck.ts';
import { costOfSuspects, type Costs } from './cost-of-suspects.ts';
import { mergeSuspects } from './merge-suspects.ts';
import type { Suspect } from './suspect.ts';

/** `suspects`: the surest first. What costs nothing that was measured stands behind what does, in the order it was handed in. */
export function rankBottlenecks(suspects: readonly Suspect[], costs: Costs): readonly Bottleneck[] {
  const merged = mergeSuspects(suspects);
  const cost = costOfSuspects(merged, costs);
  const ranked = merged
    .flatMap((suspect, at) => {
      const its = cost[at];
      return its === undefined ? [] : [{ ...suspect, cost: its }];
    })
    .toSorted((one, other) => other.cost.weightedMs - one.cost.weightedMs);
  const seen = new Map<string, number>();
  return ranked.map(({ share: _share, ...bottleneck }) => {
    const { kind, location, targets } = bottleneck;
    const id = findingId({ kind, gate: 'crew', target: targets[0] ?? '', path: location?.path ?? null });
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return { id: count === 1 ? id : `${id}-${count}`, ...bottleneck };
  });
}
