// The part of a planned gate that one job of the matrix measures.
import { Problem } from '../core/problem.ts';
import { roundMinutes } from './estimate-minutes.ts';
import type { PlannedGate } from './gate-plan.ts';

/** `2/5` gives every fifth target from the second on; all five together give every target once. */
export function shardTargets(gate: PlannedGate, shard: string): PlannedGate {
  const { index, count } = parseShard(shard);
  if (count === 1) return gate;
  const targets = gate.targets.filter((_, at) => at % count === index - 1);
  const share = gate.targets.length === 0 ? 1 / count : targets.length / gate.targets.length;
  return { ...gate, targets, estimatedMinutes: roundMinutes(gate.estimatedMinutes * share) };
}

function parseShard(shard: string): { readonly index: number; readonly count: number } {
  const match = /^(\d{1,4})\/(\d{1,4})$/.exec(shard);
  const index = Number(match?.[1] ?? 0);
  const count = Number(match?.[2] ?? 0);
  if (index >= 1 && index <= count) return { index, count };
  throw new Problem('usage', {
    what: `\`${shard}\` is no shard.`,
    mend: 'Give index/count, from 1/count to count/count, e.g. `--shard 2/5`, as the matrix of the plan says.',
  });
}
