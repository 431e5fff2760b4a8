// The outputs of action.yml that planning gives.
import type { GatePlan } from '../plan/gate-plan.ts';
import type { RiskAssessment } from '../risk/risk-assessment.ts';

export type Outputs = Readonly<Record<string, string>>;

export function planOutputs(risk: RiskAssessment, plan: GatePlan): Outputs {
  return {
    risk: String(risk.score),
    level: plan.level,
    gates: plan.gates.map(({ gate }) => gate).join(','),
    matrix: JSON.stringify(plan.matrix),
  };
}
