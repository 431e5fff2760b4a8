// The query gauge: EXPLAIN of every configured query on base's and head's database; plans and blocks are judged, times never.
import { seededRandom } from '../../stats/random.ts';
import type { Gauge, GaugeContext } from '../gauge.ts';
import type { Measurement } from '../measurement.ts';
import { NotMeasurable } from '../stage.ts';
import { openProduction } from '../statistics/open-production.ts';
import { adviseIndexes } from './advise-indexes.ts';
import { measureQuery, type QueryOutcome } from './measure-query.ts';
import { openQuerySessions } from './open-query-sessions.ts';
import { readQuery } from './read-query.ts';

export const queryGauge: Gauge = { gate: 'query', needs: ['database'], measure: measureQueries };

async function measureQueries(context: GaugeContext): Promise<readonly Measurement[]> {
  const { config, gate } = context;
  const names = config.targets.queries.map(({ name }) => name).filter((name) => gate.targets.includes(name));
  try {
    return await adviseIndexes(await explainAll(context), context);
  } catch (error) {
    if (!(error instanceof NotMeasurable)) throw error;
    const outcome = {
      status: 'unmeasured',
      reason: error.message,
      mend: error.mend,
      causedByHead: error.side === 'head',
    } as const;
    return names.map((name) => measurementOf(name, context, { outcome, artifacts: [], durationMs: 0 }));
  }
}

/** Its sessions are closed at the end: a database somebody is connected to cannot be copied. */
async function explainAll(context: GaugeContext): Promise<readonly Measurement[]> {
  const { world, config, gate, stage, seed } = context;
  const targets = config.targets.queries.filter(({ name }) => gate.targets.includes(name));
  await using production = await openProduction(context);
  await using sessions = await openQuerySessions(context);
  const environment = { ...context.environment, postgres: sessions.postgres };
  const random = seededRandom(seed);
  const budgetMs = context.budgetMs / Math.max(1, targets.length);
  const measurements: Measurement[] = [];
  for (const [index, target] of targets.entries()) {
    const startedAt = world.clock.elapsed();
    const directories = { base: stage.base.directory, head: stage.head.directory };
    const query = await readQuery(world.files, target, directories);
    const run = { context, sessions, production, random, budgetMs, number: index + 1 };
    const result = await measureQuery(query, run);
    const durationMs = world.clock.elapsed() - startedAt;
    measurements.push(measurementOf(target.name, { ...context, environment }, { ...result, durationMs }));
  }
  return measurements;
}

function measurementOf(
  target: string,
  { environment }: Pick<GaugeContext, 'environment'>,
  measured: QueryOutcome & { readonly durationMs: number },
): Measurement {
  return { document: 'measurement', version: 1, gate: 'query', target, environment, ...measured };
}
