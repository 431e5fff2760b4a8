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

export function narrowPlan(plan: GatePlan, { gates: list, shard }: JobPart): GatePlan {
  const wanted = (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  for (const name of wanted) checkPlanned(name, plan);
  const gates = plan.gates.filter(({ gate }) => wanted.length === 0 || wanted.includes(gate));
  return { ...plan, gates: shard ? gates.map((gate) => shardTargets(gate, shard)) : gates };
}

function checkPlanned(name: string, plan: GatePlan): void {
  if (plan.gates.some(({ gate }) => gate === name)) return;
  const planned = plan.gates.map(({ gate }) => gate).join(', ');
  const mend =
    planned === ''
      ? 'This plan has no gates: there is nothing to measure.'
      : `Name gates of the plan: ${planned}.`;
  if (!isGateId(name)) throw new Problem('usage', { what: `There is no gate \`${name}\`.`, mend });
  const skipped = plan.skipped.find(({ gate }) => gate === name);
  throw new Problem('usage', {
    what: `The gate ${name} is not in the plan${skipped === undefined ? '' : `: ${skipped.reason.replace(/\.$/, '')}`}.`,
    mend,
  });
}
