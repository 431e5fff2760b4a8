// The matrix: one job per gate, and several for a gate with many targets, each on a machine of its own.
import type { GatePlan, PlannedGate } from './gate-plan.ts';

/** What a strategy matrix may hold. */
const MAX_JOBS = 256;
const TARGETS_PER_SHARD = 6;

type Job = GatePlan['matrix']['include'][number];

export function planJobs(gates: readonly PlannedGate[]): Job[] {
  const perShard = targetsPerShard(gates);
  return gates.flatMap((gate) => {
    const shards = shardCount(gate, perShard);
    return Array.from({ length: shards }, (_, index): Job => {
      const name = shards === 1 ? gate.gate : `${gate.gate}-${index + 1}-of-${shards}`;
      return { name, gates: gate.gate, shard: `${index + 1}/${shards}` };
    });
  });
}

/** Shards merge, that is hold more targets each, until the jobs fit. */
function targetsPerShard(gates: readonly PlannedGate[]): number {
  let perShard = TARGETS_PER_SHARD;
  const jobs = (): number => gates.reduce((sum, gate) => sum + shardCount(gate, perShard), 0);
  while (jobs() > MAX_JOBS) perShard += 1;
  return perShard;
}

function shardCount(gate: PlannedGate, perShard: number): number {
  return Math.max(1, Math.ceil(gate.targets.length / perShard));
}
