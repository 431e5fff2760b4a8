// What is known of one route's profiles, and the measurement and files it becomes.
import type { RouteTarget } from '../../config/config.ts';
import { routeName } from '../../config/target-name.ts';
import { SIDES, type Side } from '../../core/side.ts';
import type { GaugeContext } from '../gauge.ts';
import { newRecord, type RouteRecord } from '../load/route-record.ts';
import type { Artifact, Measurement, Outcome } from '../measurement.ts';
import type { CallNode } from './call-tree.ts';
import { compareProfiles, type ProfileComparison } from './compare-profiles.ts';
import { flameDifference } from './flame-difference.ts';
import { keepFile } from './keep-file.ts';
import { observeProfile } from './observe-profile.ts';
import type { PassPlan } from './plan-passes.ts';
import { ALLOCATION, CPU } from './resource.ts';
import { SAMPLED_BYTES } from './sampling.ts';

export interface ProfileRecord {
  /** The route as the load gate knows it: probing and dying are the same here. */
  readonly load: RouteRecord;
  readonly cpu: Passes;
  readonly allocation: Passes;
}

/** All profiles of one kind. */
export interface Passes {
  readonly trees: Readonly<Record<Side, CallNode[]>>;
  readonly requests: Record<Side, number>;
  /** Text of the last one of each side, as V8 wrote it. */
  readonly profiles: Record<Side, string | null>;
}

export function newProfileRecord(route: RouteTarget): ProfileRecord {
  return { load: newRecord(route), cpu: newPasses(), allocation: newPasses() };
}

function newPasses(): Passes {
  return {
    trees: { base: [], head: [] },
    requests: { base: 0, head: 0 },
    profiles: { base: null, head: null },
  };
}

export async function profileMeasurement(
  record: ProfileRecord,
  at: { readonly context: GaugeContext; readonly plan: PassPlan; readonly number: number },
): Promise<Measurement> {
  const { context, plan, number } = at;
  const { route } = record.load;
  const target = routeName(route);
  const { diff } = context;
  const missing = SIDES.find((side) => record.cpu.trees[side].length < plan.restarts);
  const cpu = missing === undefined ? compareProfiles(record.cpu.trees, { diff, resource: CPU }) : null;
  const hasHeaps = SIDES.every((side) => record.allocation.trees[side].length === plan.restarts);
  const heap = hasHeaps ? compareProfiles(record.allocation.trees, { diff, resource: ALLOCATION }) : null;
  return {
    document: 'measurement',
    version: 1,
    gate: 'profile',
    target,
    environment: context.environment,
    durationMs: record.load.durationMs,
    outcome: outcomeOf(),
    artifacts: cpu === null ? [] : await keepProfiles(record, cpu, { context, number }),
  };

  function outcomeOf(): Outcome {
    // What head does wrong by itself the load gate says, without a profiler in the app.
    if (record.load.unmeasured !== null) return { ...record.load.unmeasured, causedByHead: false };
    if (cpu === null) {
      return {
        status: 'unmeasured',
        reason: `Only ${record.cpu.trees[missing ?? 'head'].length} of ${plan.restarts} profiles of ${target} came about on ${missing}: the route answered nothing in time.`,
        mend: 'Raise `budget.minutes` in .github/perfcrew.yml, or lower `connections` of the route.',
        causedByHead: false,
      };
    }
    const timed = `${told(record.cpu, plan.passMs)}, one sample a millisecond.`;
    const allocated = `${told(record.allocation, plan.heapPassMs)}, a sample every ${SAMPLED_BYTES / 1024} KiB.`;
    return {
      status: 'measured',
      series: [],
      observations: [
        ...observeProfile({ target, comparison: cpu, how: timed }),
        ...(heap === null ? [] : observeProfile({ target, comparison: heap, how: allocated })),
      ],
    };
  }
}

function told({ trees, requests }: Passes, passMs: number): string {
  return `${trees.head.length} profiles of ${passMs / 1000} s a side, each of a fresh process, ${requests.base} requests on base and ${requests.head} on head`;
}

async function keepProfiles(
  { load, cpu, allocation }: ProfileRecord,
  comparison: ProfileComparison,
  { context, number }: { readonly context: GaugeContext; readonly number: number },
): Promise<Artifact[]> {
  const kept: Artifact[] = [];
  const keep = async (ending: string, text: string, artifact: Omit<Artifact, 'path'>): Promise<void> => {
    kept.push(await keepFile(context, { route: load.route, number, ending, text, artifact }));
  };
  for (const side of SIDES) {
    const timed = cpu.profiles[side];
    if (timed !== null) await keep(`${side}.cpuprofile`, timed, { name: `CPU profile of ${side}`, side });
    const allocated = allocation.profiles[side];
    if (allocated !== null) {
      await keep(`${side}.heapprofile`, allocated, { name: `Allocation profile of ${side}`, side });
    }
  }
  const flame = flameDifference(comparison.base, comparison.head);
  await keep('difference.json', `${JSON.stringify(flame)}\n`, {
    name: 'Differential flame graph',
    show: 'flame-graph',
  });
  return kept;
}
