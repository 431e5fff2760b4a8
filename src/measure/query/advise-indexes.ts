// Where a query reads a whole large table on head, indexes are sought for all queries, proven on a copy, and told with the finding.
import { isProblem, Problem } from '../../core/problem.ts';
import { DatabaseError } from '../../ports/databases.ts';
import { advise } from '../advice/advise.ts';
import type { Advice } from '../advice/compose-advice.ts';
import type { WorkloadQuery } from '../advice/workload.ts';
import type { GaugeContext } from '../gauge.ts';
import type { Measurement } from '../measurement.ts';
import { FROM_SERVER } from '../statistics/load-statistics.ts';
import { readQuery } from './read-query.ts';
import { readsWhole } from './reads-whole.ts';
import { harmedQueries, tellAdvice } from './tell-advice.ts';
import { writeAdvised } from './write-advised.ts';

/** For all of it: a review waits no longer for what it could do without. */
const LIMIT_MS = 60_000;

/** The measurements with the advice in them, or as they are where there is none or it could not be had. */
export async function adviseIndexes(
  measurements: readonly Measurement[],
  context: GaugeContext,
  captured: readonly WorkloadQuery[] = [],
): Promise<readonly Measurement[]> {
  const { log, signal } = context.world;
  try {
    return await adviseOwn(measurements, context, captured);
  } catch (error) {
    if (signal.aborted) throw interrupted(error);
    const reason = error instanceof Error ? error.message : String(error);
    // What a server refuses or time cuts short is no news to who reads a review; anything else should be heard of.
    const isExpected = error instanceof DatabaseError || error instanceof OutOfTime || isProblem(error);
    log[isExpected ? 'debug' : 'warn'](`query: no indexes are advised: ${reason}.`);
    return measurements;
  }
}

/** On perfcrew's own server only: nothing is copied or built on one of the user's. */
async function adviseOwn(
  measurements: readonly Measurement[],
  context: GaugeContext,
  captured: readonly WorkloadQuery[],
): Promise<readonly Measurement[]> {
  const { config, externalDatabaseUrl: url, stage, level } = context;
  const onlyTellsSizes = config.database?.statistics === FROM_SERVER;
  const isExternal =
    !onlyTellsSizes && (config.database?.external_url_env ?? null) !== null && (url ?? '') !== '';
  const database = stage.head.database;
  if (isExternal || stage.cluster === null || database === null) return measurements;
  const queries = [...(await readWorkload(context)), ...captured];
  const looksFurther = level === 'thorough' || level === 'comprehensive';
  const { large, bytes } = await survey(database, queries, context);
  const harmed = harmedQueries(measurements, large);
  if (harmed.size === 0 && (!looksFurther || large.size === 0)) return measurements;
  const found = await seekIndexes({ database, queries, budgetBytes: bytes }, context);
  const wanted = found.filter(({ serves }) => looksFurther || serves.some(({ name }) => harmed.has(name)));
  const advised = await writeAdvised(wanted, context);
  return tellAdvice(measurements, { advised, harmed, notes: looksFurther });
}

async function readWorkload({ config, stage, world }: GaugeContext): Promise<readonly WorkloadQuery[]> {
  const directories = { base: stage.base.directory, head: stage.head.directory };
  const queries: WorkloadQuery[] = [];
  for (const target of config.targets.queries) {
    const { name, parameters, texts } = await readQuery(world.files, target, directories);
    const text = texts.head?.statement ?? null;
    if (text !== null) queries.push({ name, text, parameters, weight: 1 });
  }
  return queries;
}

/** The queries that read a whole large table, and how much the tables take. */
async function survey(database: string, queries: readonly WorkloadQuery[], { stage }: GaugeContext) {
  if (stage.cluster === null) return { large: new Set<string>(), bytes: 0 };
  await using session = await stage.cluster.connect(database);
  const [row] = await session.query(
    `SELECT coalesce(sum(pg_relation_size(c.oid)), 0)::float8 AS bytes
     FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'm') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'`,
  );
  return { large: await readsWhole(session, queries), bytes: Number(row?.['bytes']) };
}

interface Sought {
  readonly database: string;
  readonly queries: readonly WorkloadQuery[];
  /** Indexes may take as much again as the tables do. */
  readonly budgetBytes: number;
}

async function seekIndexes(sought: Sought, { world, stage }: GaugeContext): Promise<Advice['indexes']> {
  const { cluster } = stage;
  if (cluster === null) return [];
  const until = world.clock.elapsed() + LIMIT_MS;
  const mayGoOn = () => {
    world.signal.throwIfAborted();
    if (world.clock.elapsed() > until) throw new OutOfTime(`it took longer than ${LIMIT_MS / 1000} s`);
  };
  return (await advise({ cluster, ...sought, mayGoOn })).indexes;
}

class OutOfTime extends Error {
  override readonly name = 'OutOfTime';
}

function interrupted(cause: unknown): Problem {
  return new Problem('interrupted', {
    what: 'perfcrew was interrupted while it sought indexes.',
    mend: 'Run it again when you are ready.',
    cause,
  });
}
