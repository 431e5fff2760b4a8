// What keeps a pass from being given: required gates that were not measured, and numbers that stayed uncertain.
import type { Comparison } from '../compare/comparison.ts';
import { inSentence } from '../compare/describe-change.ts';
import { gateRowsByTarget } from '../compare/regressed.ts';
import type { Config } from '../config/config.ts';
import type { Measurement } from '../measure/measurement.ts';
import type { GatePlan, PlannedGate } from '../plan/gate-plan.ts';
import type { Reason } from './verdict.ts';

/** Required gates that told why they could not run: the configuration says what that means. */
export function unmeasuredReasons(comparison: Comparison, { plan, config }: GapContext): Reason[] {
  const gaps = comparison.unmeasured.filter(({ causedByHead }) => !causedByHead);
  const required = new Set(plan.gates.filter((gate) => gate.required).map(({ gate }) => gate));
  const byCause = Map.groupBy(gaps, ({ gate, reason }) => `${gate} ${reason}`);
  return [...byCause.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const { gate, target, reason, mend } = first;
    const whom = rows.length === 1 ? (target === gate ? '' : ` of ${target}`) : ` of ${rows.length} targets`;
    const effect = required.has(gate) ? EFFECTS[config.on_unmeasured] : 'info';
    return [
      {
        effect,
        gate,
        target,
        message: `The ${gate} gate${whom} was not measured: ${reason} ${mend}`,
        finding: null,
      },
    ];
  });
}

/**
 * Required gates of which nothing came back at all, not even a reason: a job that died, an artifact that got lost. Nobody
 * chose that, so it is never less than neutral.
 */
export function missingReasons(measurements: readonly Measurement[], { plan, config }: GapContext): Reason[] {
  const effect = config.on_unmeasured === 'fail' ? 'fail' : 'neutral';
  return plan.gates
    .filter(({ required }) => required)
    .flatMap((planned) => {
      const missing = missingTargets(planned, measurements);
      const [first] = missing;
      if (first === undefined) return [];
      const whom = planned.targets.length === 0 ? '' : ` for ${listOf(missing)}`;
      const message = `The ${planned.gate} gate is required but has no result${whom}: see the log of the job that ran it.`;
      return [{ effect, gate: planned.gate, target: first, message, finding: null } as const];
    });
}

/** Gate metrics whose rounds did not settle the question. */
export function inconclusiveReasons(comparison: Comparison, { config }: GapContext): Reason[] {
  return gateRowsByTarget(comparison, 'inconclusive').flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const labels = rows.map(({ label }) => inSentence(label));
    const need = first.need === null ? '' : ` (it would take ${first.need})`;
    const message = `${first.target}: ${listOf(labels)} stayed uncertain${need}`;
    const effect = EFFECTS[config.on_inconclusive];
    return [{ effect, gate: first.gate, target: first.target, message, finding: null }];
  });
}

export interface GapContext {
  readonly plan: GatePlan;
  readonly config: Config;
}

const EFFECTS = { fail: 'fail', neutral: 'neutral', pass: 'info' } as const;

function missingTargets({ gate, targets }: PlannedGate, measurements: readonly Measurement[]): string[] {
  const measured = new Set(
    measurements.filter((measurement) => measurement.gate === gate).map(({ target }) => target),
  );
  if (targets.length === 0) return measured.size === 0 ? [gate] : [];
  // A gauge that cannot run at all answers once for the whole gate.
  return measured.has(gate) ? [] : targets.filter((target) => !measured.has(target));
}

function listOf(items: readonly string[]): string {
  const shown = items.slice(0, 3).join(', ');
  return items.length > 3 ? `${shown} and ${items.length - 3} more` : shown;
}
