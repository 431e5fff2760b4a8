// A target measured on a simulated machine, restart by restart, until the stopping rule has enough.
import type { Config } from '../../src/config/config.ts';
import type { MetricId } from '../../src/core/metric.ts';
import type { Series } from '../../src/measure/measurement.ts';
import { advance, newSequence, outOfTime, withConfirmation } from '../../src/measure/sequence.ts';
import type { Random } from '../../src/stats/random.ts';
import { type Noise, restartsOf } from './simulated-rounds.ts';

export interface SimulatedTarget {
  /** Metrics with the level of base; all share the restarts. */
  readonly levels: readonly (readonly [MetricId, number])[];
  /** True ratio of head to base. */
  readonly ratio: number;
  readonly noise: Noise;
  readonly config: Config;
  /** Rounds in a restart. */
  readonly pairs?: number;
  /** Time is up after so many restarts. */
  readonly mostRestarts?: number;
}

export function measureSimulated(target: SimulatedTarget, random: Random): Series[] {
  const { levels, ratio, noise, config, pairs = 6, mostRestarts = Infinity } = target;
  const metrics = levels.map(([metric, level]) => ({
    metric,
    next: restartsOf({ pairs, ratio, level, control: true }, noise, random),
  }));
  let series: Series[] = metrics.map(({ metric }) => ({ metric, rounds: [] }));
  let sequence = newSequence();
  while (sequence.state !== 'settled') {
    series = series.map((one, index) => ({
      ...one,
      rounds: [...one.rounds, ...(metrics[index]?.next() ?? [])],
    }));
    sequence = advance(sequence, series, { config });
    if (sequence.restarts >= mostRestarts) sequence = outOfTime(sequence, series, config);
  }
  return withConfirmation(series, sequence);
}
