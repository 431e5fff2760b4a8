// Warms one fresh process on one route, slice by slice, until a request costs it no less than before.
import type { World } from '../../ports/world.ts';
import { driveLane, type LaneVisit } from './drive-lane.ts';
import { WARM_UP_LIMIT_MS, WARM_UP_SLICE_MS } from './plan-rounds.ts';
import type { SideRound } from './send-load.ts';
import { isSettled, LEAST_SLICES } from './warm-up.ts';

const MOST_SLICES = Math.ceil(WARM_UP_LIMIT_MS / WARM_UP_SLICE_MS);

/** False where the app died of it. */
export async function warmLane(world: World, visit: LaneVisit): Promise<boolean> {
  const { record, lane } = visit;
  const startedAt = world.clock.elapsed();
  const elapsedMs = (): number => world.clock.elapsed() - startedAt;
  const costs: number[] = [];
  for (let slice = 1; slice <= MOST_SLICES && elapsedMs() < WARM_UP_LIMIT_MS; slice += 1) {
    const round = await driveLane(visit, {
      leadInMs: 0,
      durationMs: WARM_UP_SLICE_MS,
      minimumRequests: 1,
    });
    if (round === 'dead') return false;
    if (record.unmeasured !== null) return true;
    const cost = round === null ? null : costOf(round);
    if (cost !== null) costs.push(cost);
    // Where nothing answers well there is nothing to wait for.
    const isVain = costs.length === 0 && slice >= LEAST_SLICES;
    if (isVain || isSettled(costs)) break;
  }
  record.warmUps.push({ lane, durationMs: elapsedMs(), isSettled: isSettled(costs) });
  return true;
}

/** CPU time where the app's processes count it, which others on the machine hardly touch; else time on the wall. */
function costOf({ counters, served, latencyMs }: SideRound): number | null {
  if (counters != null && counters.cpuMs > 0 && served > 0) return counters.cpuMs / served;
  return latencyMs?.p50 ?? null;
}
