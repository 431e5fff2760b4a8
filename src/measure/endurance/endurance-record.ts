// What is known of one route's live heap so far, and the measurement it becomes.
import type { RouteTarget } from '../../config/config.ts';
import { rulesOf } from '../../config/change-rules.ts';
import { routeName } from '../../config/target-name.ts';
import { SIDES } from '../../core/side.ts';
import type { GaugeContext } from '../gauge.ts';
import { newRecord, type RouteRecord } from '../load/route-record.ts';
import type { Artifact, Measurement, Outcome, Round } from '../measurement.ts';
import { keepFile } from '../profile/keep-file.ts';
import { findHolders, type Holders } from './find-holders.ts';
import { growthRounds, judgeGrowth, type HeapHistory } from './judge-growth.ts';
import { observeGrowth } from './observe-growth.ts';
import type { Point } from './theil-sen.ts';

export interface EnduranceRecord {
  /** The route as the load gate knows it: probing and dying are the same here. */
  readonly load: RouteRecord;
  /** By restart; the warm-up included. */
  readonly history: { readonly base: Point[][]; readonly head: Point[][] };
}

const METRIC = 'heap-growth-bytes';
const NO_HOLDERS: Holders = { holders: [], heapProfile: null };

export function newEnduranceRecord(route: RouteTarget): EnduranceRecord {
  return { load: newRecord(route), history: { base: [], head: [] } };
}

export async function enduranceMeasurement(
  { load, history }: EnduranceRecord,
  at: { readonly context: GaugeContext; readonly number: number; readonly directory: string },
): Promise<Measurement> {
  const { context, number, directory } = at;
  const { route } = load;
  const artifacts: Artifact[] = [];
  const outcome = await outcomeOf();
  return {
    document: 'measurement',
    version: 1,
    gate: 'endurance',
    target: routeName(route),
    environment: context.environment,
    durationMs: load.durationMs,
    outcome,
    artifacts,
  };

  async function outcomeOf(): Promise<Outcome> {
    // What head does wrong by itself the load gate says.
    if (load.unmeasured !== null) return { ...load.unmeasured, causedByHead: false };
    const growth = judgeGrowth(history, rulesOf(METRIC, context.config).minimumChange);
    if (SIDES.some((side) => growth.per1000[side] === null)) return tooFew();
    const holds = growth.leaks === 'no' ? NO_HOLDERS : await findHolders(context, route, directory);
    if (holds.heapProfile !== null) {
      const artifact = { name: 'Live objects of head', side: 'head' } as const;
      const file = { ending: 'head.heapprofile', text: holds.heapProfile, artifact };
      artifacts.push(await keepFile(context, { route, number, ...file }));
    }
    return {
      status: 'measured',
      series: [{ metric: METRIC, rounds: roundsOf(history) }],
      observations: [
        ...load.observations,
        ...observeGrowth({ target: routeName(route), growth, history, holders: holds.holders }),
      ],
    };
  }

  function tooFew(): Outcome {
    const [failure] = load.driverFailures;
    return {
      status: 'unmeasured',
      reason: `Too few readings of the live heap came about for ${routeName(route)}${failure === undefined ? ': processes came and went, or answered nothing' : `: ${failure}`}.`,
      mend: 'Start the app so that its processes last (`app.start`), or raise `budget.minutes` in .github/perfcrew.yml.',
      causedByHead: false,
    };
  }
}

function roundsOf({ base, head }: HeapHistory): Round[] {
  return base.flatMap((points, restart) => {
    const others = growthRounds(head[restart] ?? []);
    return growthRounds(points).map((value, index) => ({
      restart,
      base: value,
      head: others[index] ?? null,
    }));
  });
}
