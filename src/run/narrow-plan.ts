// One job's part of the plan: only its gates, only its shard of their targets.
import { isGateId } from '../core/gate-id.ts';
import { Problem } from '../core/problem.ts';
import type { GatePlan } from '../plan/gate-plan.ts';
import { shardTargets } from '../plan/shard-targets.ts';

export interface JobPart {
  /** Gate ids, comma separated; undefined: all of the plan. */
  readonly gates: string | undefined;
  /** `2/5`; undefined: whole. */
  readonly shard: string | undefined;
}

export function narrowPlan(plan: GatePlan, part: JobPart): GatePlan {
  const wanted = part.gates
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  for (const name of wanted ?? []) {
    if (!isGateId(name)) {
      throw new Problem('usage', {
        what: `There is no gate \`${name}\`.`,
        mend: `Name gates of the plan: ${plan.gates.map(({ gate }) => gate).join(', ')}.`,
      });
    }
  }
  const gates = plan.gates.filter(
    ({ gate }) => wanted === undefined || wanted.length === 0 || wanted.includes(gate),
  );
  return {
    ...plan,
    gates: part.shard ? gates.map((gate) => shardTargets(gate, part.shard ?? '1/1')) : gates,
  };
}
