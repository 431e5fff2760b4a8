// The load gauge: real requests by autocannon against both apps, in interleaved short rounds over several restarts, and the
// queries of a single request counted by the database.
import { routeName } from '../../config/target-name.ts';
import { doesNotFit, fittingTargets } from '../fit-targets.ts';
import type { Gauge, GaugeContext } from '../gauge.ts';
import type { Measurement } from '../measurement.ts';
import type { Control } from './control.ts';
import { findCapacities } from './find-capacities.ts';
import { observeSampling } from './observe-sampling.ts';
import { expectedMs } from './plan-rounds.ts';
import { newRecord, toMeasurement, type RouteRecord } from './route-record.ts';
import { runRestarts } from './run-restarts.ts';

export const loadGauge: Gauge = { gate: 'load', needs: ['app'], measure: measureLoad };

async function measureLoad(context: GaugeContext): Promise<readonly Measurement[]> {
  const { world, config, gate, budgetMs, environment } = context;
  const records = config.targets.routes
    .filter((route) => gate.targets.includes(routeName(route)))
    .toSorted((one, other) => other.weight - one.weight)
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
  return records.map((record) => {
    world.log.debug(`load: ${record.sequence.restarts} restarts on ${routeName(record.route)}`);
    return toMeasurement(record, environment, observeSampling(record, control, shareOf(record, records)));
  });
}

/** Null where all routes weigh the same. */
function shareOf({ route }: RouteRecord, records: readonly RouteRecord[]): number | null {
  const weights = records.map((record) => record.route.weight);
  if (weights.every((weight) => weight === route.weight)) return null;
  return route.weight / weights.reduce((sum, weight) => sum + weight, 0);
}
