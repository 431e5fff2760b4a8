// What a proof runs: first everything that can refuse the patch for nothing but a few seconds, then the clocks.
import type { Diff } from '../change/diff.ts';
import type { Config } from '../config/config.ts';
import type { GateId } from '../core/gate-id.ts';
import { availabilityOf } from '../plan/gate-availability.ts';
import { idleReason } from '../plan/idle-reason.ts';
import type { GatePlan, PlannedGate } from '../plan/gate-plan.ts';

const CHECKS: readonly GateId[] = ['build', 'test', 'behaviour', 'migration'];
const CLOCKS: readonly GateId[] = ['query', 'load', 'page', 'command'];

export interface ProofPlan {
  /** They come in checkouts of their own: a test that rewrites code must not be able to speed up what is measured after it. */
  readonly checks: GatePlan;
  readonly clocks: GatePlan;
}

/** `targets`: those that should become faster; none means all, as nobody knows. `diff` is what the patch changes. */
export function planProof(config: Config, diff: Diff, targets: readonly string[]): ProofPlan {
  const named = new Set(targets);
  const clocks = CLOCKS.flatMap((gate) => planned(gate, config)).map((gate) => {
    const wanted = gate.targets.filter((target) => named.has(target));
    return { ...gate, targets: wanted };
  });
  const aimed = clocks.filter((gate) => gate.targets.length > 0);
  return {
    checks: asPlan(
      CHECKS.filter((gate) => idleReason(gate, diff, config) === null).flatMap((gate) =>
        planned(gate, config),
      ),
    ),
    clocks: asPlan(aimed.length > 0 ? aimed : CLOCKS.flatMap((gate) => planned(gate, config))),
  };
}

function planned(gate: GateId, config: Config): readonly PlannedGate[] {
  const available = availabilityOf(gate, config);
  if (!available.available) return [];
  return [
    {
      gate,
      subset: 'all',
      targets: [...available.targets],
      required: true,
      reason: 'A proposal is proven.',
      estimatedMinutes: 1,
    },
  ];
}

function asPlan(gates: readonly PlannedGate[]): GatePlan {
  return {
    document: 'gate-plan',
    version: 1,
    level: 'comprehensive',
    gates,
    skipped: [],
    estimatedMinutes: 0,
    fullMinutes: 0,
    matrix: { include: [] },
  };
}
