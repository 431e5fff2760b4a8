// What could not be measured, as data: one measurement for each target of the gate, with the reason and the mend.
import { isProblem } from '../core/problem.ts';
import type { GateId } from '../core/gate-id.ts';
import type { Environment } from './environment.ts';
import type { Measurement } from './measurement.ts';
import { NotMeasurable } from './stage.ts';

export interface Hindrance {
  readonly reason: string;
  readonly mend: string;
  readonly causedByHead: boolean;
}

export function unmeasured(
  gate: { readonly gate: GateId; readonly targets: readonly string[] },
  hindrance: Hindrance,
  environment: Environment,
): readonly Measurement[] {
  const targets = gate.targets.length > 0 ? gate.targets : [gate.gate];
  return targets.map((target) => ({
    document: 'measurement',
    version: 1,
    gate: gate.gate,
    target,
    environment,
    durationMs: 0,
    outcome: { status: 'unmeasured', ...hindrance },
    artifacts: [],
  }));
}

/** Null where the error is a bug or an interrupt, which must go on. */
export function asHindrance(error: unknown): Hindrance | null {
  if (error instanceof NotMeasurable) {
    return { reason: error.message, mend: error.mend, causedByHead: error.side === 'head' };
  }
  if (isProblem(error) && error.code !== 'interrupted') {
    return { reason: error.message, mend: error.mend, causedByHead: false };
  }
  return null;
}
