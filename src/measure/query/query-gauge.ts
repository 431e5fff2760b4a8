// The query gauge: EXPLAIN of every configured query on base's and head's database; plans and blocks are judged, times never.
import { capturesStatements } from '../../config/captures-statements.ts';
import { CAPTURED_TARGET } from '../../core/captured-target.ts';
import { seededRandom } from '../../stats/random.ts';
import type { Gauge, GaugeContext } from '../gauge.ts';
import type { WorkloadQuery } from '../advice/workload.ts';
import type { Measurement, Observation } from '../measurement.ts';
import { NotMeasurable } from '../stage.ts';
import { asHindrance, type Hindrance } from '../unmeasured.ts';
import { openProduction } from '../statistics/open-production.ts';
import { adviseIndexes } from './advise-indexes.ts';
import { callsPerRequest, captureStatements, type CapturedQuery } from './capture-statements.ts';
import { measureCaptured } from './measure-captured.ts';
import { measureQuery, type QueryOutcome } from './measure-query.ts';
import { openQuerySessions } from './open-query-sessions.ts';
import { readQuery } from './read-query.ts';

export const queryGauge: Gauge = {
  gate: 'query',
  needs: ['database'],
  alsoNeeds: (config) => (capturesStatements(config) ? ['app'] : []),
  budgeted: false,
  measure: measureQueries,
};

async function measureQueries(context: GaugeContext): Promise<readonly Measurement[]> {
  const { config, gate } = context;
  const names = config.targets.queries.map(({ name }) => name).filter((name) => gate.targets.includes(name));
  const captured = await capture(context);
  try {
    const { measurements, capturedAs } = await explainAll(context, captured);
    const workload = (captured?.queries ?? []).flatMap(asWorkload);
    return capturedAs(await adviseIndexes(measurements, context, workload));
  } catch (error) {
    if (!(error instanceof NotMeasurable)) throw error;
    const outcome = {
      status: 'unmeasured',
      reason: error.message,
      mend: error.mend,
      causedByHead: error.side === 'head',
    } as const;
    const all = captured === null ? names : [...names, CAPTURED_TARGET];
    return all.map((name) => measurementOf(name, context, { outcome, artifacts: [], durationMs: 0 }));
  }
}

interface Capture {
  readonly queries: readonly CapturedQuery[];
  /** What kept the apps from being watched; null where nothing did. */
  readonly hindrance: Hindrance | null;
  readonly durationMs: number;
}

/** Before anybody else asks the databases: they are copied for it. Null where no route is to be watched. */
async function capture(context: GaugeContext): Promise<Capture | null> {
  if (!context.gate.targets.includes(CAPTURED_TARGET)) return null;
  const { clock } = context.world;
  const startedAt = clock.elapsed();
  const ended = (queries: readonly CapturedQuery[], hindrance: Hindrance | null): Capture => ({
    queries,
    hindrance,
    durationMs: clock.elapsed() - startedAt,
  });
  try {
    const obstacle = context.stage.obstacles?.database ?? null;
    return ended(obstacle === null ? await captureStatements(context) : [], null);
  } catch (error) {
    const hindrance = asHindrance(error);
    if (hindrance === null) throw error;
    return ended([], hindrance);
  }
}

/** Its sessions are closed at the end: a database somebody is connected to cannot be copied. */
async function explainAll(context: GaugeContext, captured: Capture | null): Promise<Explained> {
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
  if (captured === null) return { measurements, capturedAs: (advised) => advised };
  const startedAt = world.clock.elapsed();
  const measured = { ...context, environment };
  const { queries, hindrance } = captured;
  if (hindrance !== null) {
    const unmeasured = { outcome: { status: 'unmeasured', ...hindrance }, artifacts: [] } as const;
    const { durationMs } = captured;
    const gap = measurementOf(CAPTURED_TARGET, measured, { ...unmeasured, durationMs });
    return { measurements, capturedAs: (advised) => [...advised, gap] };
  }
  const { worse, table } = await measureCaptured(queries, { context, sessions, production });
  const durationMs = captured.durationMs + world.clock.elapsed() - startedAt;
  const each = worse.map(({ name, ...result }) =>
    measurementOf(name, measured, { ...result, durationMs: 0 }),
  );
  return {
    measurements: [...measurements, ...each],
    capturedAs: (advised) => [
      ...advised.slice(0, measurements.length),
      measurementOf(CAPTURED_TARGET, measured, {
        ...together(advised.slice(measurements.length), table),
        durationMs,
      }),
    ],
  };
}

interface Explained {
  /** Of the listed queries, then one for each captured statement that became worse. */
  readonly measurements: readonly Measurement[];
  /** The captured ones as the one target the plan knows, once advice was told. */
  readonly capturedAs: (advised: readonly Measurement[]) => readonly Measurement[];
}

function together(worse: readonly Measurement[], table: Observation): QueryOutcome {
  const observations = worse.flatMap(({ outcome }) =>
    outcome.status === 'measured' ? outcome.observations : [],
  );
  return {
    outcome: { status: 'measured', series: [], observations: [...observations, table] },
    artifacts: worse.flatMap(({ artifacts }) => artifacts),
  };
}

function asWorkload(captured: CapturedQuery): readonly WorkloadQuery[] {
  const { name, parameters, texts } = captured.query;
  const text = texts.head?.statement ?? null;
  return text === null ? [] : [{ name, text, parameters, weight: callsPerRequest(captured).head }];
}

function measurementOf(
  target: string,
  { environment }: Pick<GaugeContext, 'environment'>,
  measured: QueryOutcome & { readonly durationMs: number },
): Measurement {
  return { document: 'measurement', version: 1, gate: 'query', target, environment, ...measured };
}
