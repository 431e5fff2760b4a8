// The load gauge: real requests by autocannon against both apps, in interleaved short rounds over several restarts, and the
// queries of a single request counted by the database.
import type { RouteTarget } from '../../config/config.ts';
import { routeName } from '../../config/target-name.ts';
import { doesNotFit, fittingTargets } from '../fit-targets.ts';
import type { Gauge, GaugeContext } from '../gauge.ts';
import type { Measurement } from '../measurement.ts';
import type { Control } from './control.ts';
import { findCapacities } from './find-capacities.ts';
import { traceRepeats } from '../n-plus-one/trace-repeats.ts';
import { observeSampling } from './observe-sampling.ts';
import { expectedMs } from './plan-rounds.ts';
import { newRecord, toMeasurement, type RouteRecord } from './route-record.ts';
import { repeatedStatements } from './repeated-statements.ts';
import { runRestarts } from './run-restarts.ts';

export const loadGauge: Gauge = { gate: 'load', needs: ['app'], measure: measureLoad };

async function measureLoad(context: GaugeContext): Promise<readonly Measurement[]> {
  const { world, config, gate, budgetMs, environment } = context;
  const records = config.targets.routes
    .filter((route) => gate.targets.includes(routeName(route)))
    .toSorted((one, other) => weightOf(other) - weightOf(one))
    .map(newRecord);
  const fitting = fittingTargets(records.length, { budgetMs, expectedMs });
  for (const record of records.slice(fitting)) {
    record.unmeasured = doesNotFit(routeName(record.route), config);
  }
  const control: Control = { obstacle: null };
  const startedAt = world.clock.elapsed();
  const chosen = records.slice(0, fitting);
  await runRestarts(context, chosen, control);
  await findCapacities(context, chosen, budgetMs - (world.clock.elapsed() - startedAt));
  await traceNewLoops(context, chosen);
  return records.map((record) => {
    world.log.debug(`load: ${record.sequence.restarts} restarts on ${routeName(record.route)}`);
    return toMeasurement(record, environment, observeSampling(record, control, shareOf(record, records)));
  });
}

/** Only what head repeats more often than base is worth another process; no other may run by now. */
async function traceNewLoops(context: GaugeContext, records: readonly RouteRecord[]): Promise<void> {
  if (context.config.app?.start == null) return;
  for (const record of records) {
    const { route, queries, unmeasured } = record;
    if (queries === null || unmeasured !== null) continue;
    if (!repeatedStatements(route, queries).some(({ side }) => side === 'head')) continue;
    const startedAt = context.world.clock.elapsed();
    record.traced = await traceRepeats(context, route);
    record.durationMs += context.world.clock.elapsed() - startedAt;
  }
}

/** Null where all routes weigh the same. */
function shareOf({ route }: RouteRecord, records: readonly RouteRecord[]): number | null {
  const own = weightOf(route);
  const weights = records.map((record) => weightOf(record.route));
  if (weights.every((weight) => weight === own)) return null;
  return own / weights.reduce((sum, weight) => sum + weight, 0);
}

function weightOf({ weight }: RouteTarget): number {
  return weight ?? 1;
}
