// The matrix: one job per gate, and several for a gate with many targets, each on a machine of its own. What only reads shares one;
// reviewers have none, because a job that runs code under review has no key for a model.
import { isReading, isReviewer } from '../core/reading-gates.ts';
import type { GatePlan, PlannedGate } from './gate-plan.ts';

/** What a strategy matrix may hold, but for the one job that reads. */
const MAX_JOBS = 255;
const TARGETS_PER_SHARD = 6;

type Job = GatePlan['matrix']['include'][number];

export function planJobs(gates: readonly PlannedGate[]): Job[] {
  const reading = gates.filter(({ gate }) => isReading(gate) && !isReviewer(gate)).map(({ gate }) => gate);
  const measuring = gates.filter(({ gate }) => !isReading(gate));
  const perShard = targetsPerShard(measuring);
  const jobs = measuring.flatMap((gate) => {
    const shards = shardCount(gate, perShard);
    return Array.from({ length: shards }, (_, index): Job => {
      const name = shards === 1 ? gate.gate : `${gate.gate}-${index + 1}-of-${shards}`;
      return { name, gates: gate.gate, shard: `${index + 1}/${shards}` };
    });
  });
  const [first] = reading;
  if (first === undefined) return jobs;
  return [...jobs, { name: reading.join('-'), gates: reading.join(','), shard: '1/1' }];
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
