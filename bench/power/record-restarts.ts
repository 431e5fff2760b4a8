// Fills a pool with restarts of the product's own load gauge, by reviews through the command line.
// A review ends when its question is settled, so how many restarts it brings depends on them. All of them are kept: by Wald's
// equation (Ann. Math. Statist. 15, 1944) shares over all restarts of whole reviews stay unbiased under such a stopping rule.
import type { Report } from '../../src/report/report.ts';
import type { PoolRestart } from './pool.ts';

/** The restarts of the load measurements of a report, each with its share of the time. */
export function restartsOf({ measurements }: Pick<Report, 'measurements'>): PoolRestart[] {
  return measurements.flatMap(({ gate, outcome, durationMs }) => {
    if (gate !== 'load') return [];
    if (outcome.status === 'unmeasured') throw new Error(`Nothing was measured: ${outcome.reason}`);
    const sampled = outcome.series.filter(({ rounds }) =>
      rounds.some(({ control }) => control !== undefined),
    );
    const numbers = [...new Set(sampled.flatMap(({ rounds }) => rounds.map(({ restart }) => restart)))];
    return numbers.map((number) => ({
      durationMs: durationMs / numbers.length,
      series: sampled.map(({ metric, rounds }) => ({
        metric,
        rounds: rounds
          .filter(({ restart }) => restart === number)
          .map(({ base, control, head }) => ({ base, control: control ?? null, head })),
      })),
    }));
  });
}
