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
import { observeProfile } from './observe-profile.ts';
import type { PassPlan } from './plan-passes.ts';

export interface ProfileRecord {
  /** The route as the load gate knows it: probing and dying are the same here. */
  readonly load: RouteRecord;
  readonly passes: Readonly<Record<Side, CallNode[]>>;
  readonly requests: Record<Side, number>;
  /** Text of the last one of each side. */
  readonly cpuProfiles: Record<Side, string | null>;
}

export function newProfileRecord(route: RouteTarget): ProfileRecord {
  return {
    load: newRecord(route),
    passes: { base: [], head: [] },
    requests: { base: 0, head: 0 },
    cpuProfiles: { base: null, head: null },
  };
}

export async function profileMeasurement(
  record: ProfileRecord,
  at: { readonly context: GaugeContext; readonly plan: PassPlan; readonly number: number },
): Promise<Measurement> {
  const { context, plan, number } = at;
  const { route } = record.load;
  const target = routeName(route);
  const missing = SIDES.find((side) => record.passes[side].length < plan.restarts);
  const comparison = missing === undefined ? compareProfiles(record.passes, context.diff) : null;
  return {
    document: 'measurement',
    version: 1,
    gate: 'profile',
    target,
    environment: context.environment,
    durationMs: record.load.durationMs,
    outcome: outcomeOf(),
    artifacts: comparison === null ? [] : await keepProfiles(record, comparison, { context, number }),
  };

  function outcomeOf(): Outcome {
    // What head does wrong by itself the load gate says, without a profiler in the app.
    if (record.load.unmeasured !== null) return { ...record.load.unmeasured, causedByHead: false };
    if (comparison === null) {
      return {
        status: 'unmeasured',
        reason: `Only ${record.passes[missing ?? 'head'].length} of ${plan.restarts} profiles of ${target} came about on ${missing}: the route answered nothing in time.`,
        mend: 'Raise `budget.minutes` in .github/perfcrew.yml, or lower `connections` of the route.',
        causedByHead: false,
      };
    }
    const how = `${plan.restarts} profiles of ${plan.passMs / 1000} s a side, each of a fresh process, one sample a millisecond, ${record.requests.base} requests on base and ${record.requests.head} on head.`;
    return { status: 'measured', series: [], observations: observeProfile({ target, comparison, how }) };
  }
}

async function keepProfiles(
  { load, cpuProfiles }: ProfileRecord,
  comparison: ProfileComparison,
  { context, number }: { readonly context: GaugeContext; readonly number: number },
): Promise<Artifact[]> {
  const { artifactsDirectory, runDirectory, world } = context;
  const words = routeName(load.route)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
  const kept: Artifact[] = [];
  const keep = async (name: string, file: string, text: string): Promise<void> => {
    const path = `${artifactsDirectory}/profile-${number}-${words}-${file}`;
    await world.files.writeText(path, text);
    kept.push({
      name,
      path: path.startsWith(`${runDirectory}/`) ? path.slice(runDirectory.length + 1) : path,
    });
  };
  for (const side of SIDES) {
    const text = cpuProfiles[side];
    if (text !== null) await keep(`CPU profile of ${side}`, `${side}.cpuprofile`, text);
  }
  const flame = flameDifference(comparison.base, comparison.head);
  await keep('Differential flame graph (data)', 'difference.json', `${JSON.stringify(flame)}\n`);
  return kept;
}
