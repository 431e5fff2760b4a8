// What a revert may rest on: numbers that got worse beyond doubt. A verdict may fail for much else, and none of it moves a branch.
import type { MetricComparison } from '../../compare/comparison.ts';
import { changeSize } from '../../compare/describe-change.ts';
import { isGateMetric } from '../../compare/regressed.ts';
import type { GateId } from '../../core/gate-id.ts';
import type { Report } from '../report.ts';

/** Gates that measure what the code does; how long a build or a test takes is no reason to take work back. */
const MEASURING: ReadonlySet<GateId> = new Set(['load', 'page', 'query', 'command']);
/** Head does not do what it should: how quick it is at that says nothing. */
const BROKEN: ReadonlySet<string> = new Set(['command-failed', 'query-failed', 'route-failing']);

/** The worst first; none where the verdict does not fail. */
export function measuredRegressions({
  verdict,
  comparison,
  measurements,
}: Pick<Report, 'verdict' | 'comparison' | 'measurements'>): readonly MetricComparison[] {
  if (verdict.conclusion !== 'fail') return [];
  const broken = new Set(measurements.filter(isBroken).map(keyOf));
  return comparison.metrics
    .filter(
      (row) =>
        row.conclusion === 'regressed' &&
        MEASURING.has(row.gate) &&
        isGateMetric(row.metric) &&
        isSure(row) &&
        !broken.has(keyOf(row)),
    )
    .toSorted((one, other) => changeSize(other) - changeSize(one));
}

/** What is noisy was seen again in fresh processes; what repeats to the digit need not be. */
function isSure({ evidence, confirmed, interval }: MetricComparison): boolean {
  return evidence === 'exact' || (confirmed === true && interval !== null);
}

function isBroken({ outcome }: Report['measurements'][number]): boolean {
  return outcome.status === 'unmeasured' || outcome.observations.some(({ kind }) => BROKEN.has(kind));
}

function keyOf({ gate, target }: { readonly gate: string; readonly target: string }): string {
  return `${gate} ${target}`;
}
