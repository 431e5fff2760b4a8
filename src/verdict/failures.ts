// Why the pull request fails: error findings, regressed gate numbers, and gates that head broke.
import type { Comparison, MetricComparison } from '../compare/comparison.ts';
import { describeChanges } from '../compare/describe-change.ts';
import { BROKEN } from '../compare/draft-observations.ts';
import type { Finding } from '../compare/finding.ts';
import { gateRowsByTarget } from '../compare/regressed.ts';
import type { GateId } from '../core/gate-id.ts';
import type { GatePlan } from '../plan/gate-plan.ts';
import type { Reason } from './verdict.ts';

/** In the order of the findings, which is by weight. */
export function findingReasons(
  findings: readonly Finding[],
  { comparison, plan }: { readonly comparison: Comparison; readonly plan: GatePlan },
): Reason[] {
  const broken = brokenByHead(comparison);
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ kind, gate, target, title, id }) => ({
      effect: kind === BROKEN && broken.every((one) => isOptional(one.gate, plan)) ? 'neutral' : 'fail',
      gate,
      target,
      message: title,
      finding: id,
    }));
}

/** The numbers decide even where no finding tells of them. */
export function numberReasons(comparison: Comparison, findings: readonly Finding[]): Reason[] {
  const told = new Set(findings.filter(({ severity }) => severity === 'error').map(keyOf));
  return gateRowsByTarget(comparison, 'regressed').flatMap((rows) => {
    const [first] = rows;
    return first === undefined || told.has(keyOf(first)) ? [] : [regressionReason(first, rows)];
  });
}

function brokenByHead({ unmeasured }: Comparison): Comparison['unmeasured'] {
  return unmeasured.filter(({ causedByHead }) => causedByHead);
}

function regressionReason({ gate, target }: MetricComparison, rows: readonly MetricComparison[]): Reason {
  return { effect: 'fail', gate, target, message: `${target}: ${describeChanges(rows)}`, finding: null };
}

/** A gate that was run without being planned was asked for by hand and counts as required. */
function isOptional(gate: GateId, plan: GatePlan): boolean {
  return plan.gates.some((planned) => planned.gate === gate && !planned.required);
}

function keyOf({ gate, target }: { readonly gate: GateId; readonly target: string }): string {
  return `${gate} ${target}`;
}
