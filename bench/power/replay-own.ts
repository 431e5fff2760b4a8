// perfcrew's own rule on draws from a pool: its stopping rule decides after which restart to end, its comparison what is said.
import { compare } from '../../src/compare/compare.ts';
import type { Conclusion } from '../../src/compare/comparison.ts';
import type { Config } from '../../src/config/config.ts';
import type { Environment } from '../../src/measure/environment.ts';
import type { Measurement, Series } from '../../src/measure/measurement.ts';
import { advance, newSequence, outOfTime } from '../../src/measure/sequence.ts';
import type { Random } from '../../src/stats/random.ts';
import { drawRestart } from './draw.ts';
import { METRIC_OF, type Pool, type PoolRestart } from './pool.ts';

export interface OwnAnswer {
  readonly conclusion: Conclusion;
  readonly usedMs: number;
}

/** What a change needs to be confirmed is kept back from the start, so that all of it stays within the time. */
const KEPT_BACK = 2;

export function replayOwn(
  pool: Pool,
  { budgetMs, config }: { readonly budgetMs: number; readonly config: Config },
  random: Random,
): OwnAnswer {
  const drawn: PoolRestart[] = [];
  let usedMs = 0;
  let sequence = newSequence();
  while (sequence.state !== 'settled') {
    const next = drawRestart(pool, random);
    const neededMs = next.durationMs * (sequence.state === 'measuring' ? 1 + KEPT_BACK : 1);
    if (usedMs + neededMs > budgetMs) {
      const wasConfirming = sequence.state === 'confirming';
      sequence = outOfTime(sequence, seriesOf(drawn), config);
      if (wasConfirming || sequence.state !== 'confirming') break;
    }
    drawn.push(next);
    usedMs += next.durationMs;
    sequence = advance(sequence, seriesOf(drawn), { config });
  }
  const { confirmedFrom } = sequence;
  const series = seriesOf(drawn).map((one) => (confirmedFrom === null ? one : { ...one, confirmedFrom }));
  const { metrics } = compare([measurementOf(series)], config);
  const row = metrics.find(({ metric }) => metric === METRIC_OF[pool.kind]);
  return { conclusion: row?.conclusion ?? 'inconclusive', usedMs };
}

function seriesOf(restarts: readonly PoolRestart[]): Series[] {
  const metrics = restarts[0]?.series.map(({ metric }) => metric) ?? [];
  return metrics.map((metric) => ({
    metric,
    rounds: restarts.flatMap(({ series }, restart) =>
      (series.find((one) => one.metric === metric)?.rounds ?? []).map((round) => ({ restart, ...round })),
    ),
  }));
}

function measurementOf(series: Series[]): Measurement {
  return {
    document: 'measurement',
    version: 1,
    gate: 'load',
    target: 'planted',
    environment: NOWHERE,
    durationMs: 0,
    outcome: { status: 'measured', series, observations: [] },
    artifacts: [],
  };
}

/** The comparison does not look at it; the pool tells where it was taken. */
const NOWHERE: Environment = {
  cpuModel: '',
  cpuCount: 1,
  memoryBytes: 0,
  kernel: '',
  image: '',
  node: '',
  chrome: null,
  postgres: null,
  perfcrew: '',
};
