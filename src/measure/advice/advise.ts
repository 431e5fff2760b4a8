// The way from a workload to proven indexes: propose, cost, choose, build, execute, and only then recommend.
import { loadModule } from 'libpg-query';
import type { DatabaseCluster } from '../../ports/databases.ts';
import { PLANNER_SETTINGS } from '../query/planner-settings.ts';
import { composeAdvice, type Advice } from './compose-advice.ts';
import { confirmIndexes, type NamedCandidate } from './confirm-indexes.ts';
import { copyDatabase, settleDatabase } from './copies.ts';
import { buildCostTable } from './cost-table.ts';
import { readCatalog, tableId, type Catalog } from './catalog.ts';
import { guardCluster } from './guard-cluster.ts';
import { nameIndex } from './index-name.ts';
import { proposeCandidates, relationsOf } from './propose-candidates.ts';
import { readAccesses } from './read-accesses.ts';
import { readWrites } from './read-writes.ts';
import { runWorkload, type Executions } from './run-workload.ts';
import { selectIndexes } from './select-indexes.ts';
import { simulate, type SimulatedIndex, type TableSize } from './simulate.ts';
import { readTreeLevels } from './tree-levels.ts';
import { openWhatIf } from './what-if.ts';
import type { WorkloadQuery } from './workload.ts';

export interface AdviceRequest {
  readonly cluster: DatabaseCluster;
  /** The seeded database; nobody may be connected to it. It is only copied. */
  readonly database: string;
  readonly queries: readonly WorkloadQuery[];
  readonly budgetBytes: number;
  /** Sizes of tables in production, by table id such as `"public"."orders"`. */
  readonly sizes?: ReadonlyMap<string, TableSize>;
  /** Asked before each statement; throws where advice is to stop. What was made is gone then, too. */
  readonly mayGoOn?: () => void;
}

export async function advise(request: AdviceRequest): Promise<Advice> {
  const { cluster, database, queries, mayGoOn = () => {} } = request;
  const guarded = guardCluster(cluster, mayGoOn);
  await loadModule();
  const proof = `${database}_advice_proof`;
  const simulation = `${database}_advice_simulation`;
  await using _proof = await copyDatabase(cluster, database, proof);
  await settleDatabase(guarded, proof);
  await using _simulation = await copyDatabase(cluster, proof, simulation);
  await using session = await guarded.connect(proof);
  await session.query(PLANNER_SETTINGS);
  const catalog = await readCatalog(session);
  const before = await runWorkload(session, queries);
  const read = readAll(queries, catalog, before);
  const candidates = proposeCandidates(
    queries.flatMap(({ name, weight }) => (read.get(name) ?? []).map((access) => ({ access, weight }))),
    catalog,
  );
  const indexes = await simulate({
    cluster: guarded,
    database: simulation,
    catalog,
    candidates,
    ...sizesOf(request),
  });
  await using planner = await guarded.connect(simulation);
  await planner.query(PLANNER_SETTINGS);
  const levels = await readTreeLevels(planner);
  const whatIf = openWhatIf(planner, ({ name }) => relationsOf(read.get(name) ?? []), levels);
  const problem = await buildCostTable({
    queries: queries.filter(({ name }) => before.has(name)),
    indexes,
    whatIf,
    budgetBytes: request.budgetBytes,
    writesOf: ({ text }) => readWrites(text, catalog),
  });
  const selection = await selectIndexes(problem);
  const chosen = name(
    selection.chosen.flatMap((at) => indexes.slice(at, at + 1)),
    catalog,
  );
  const confirmation = await confirmIndexes({ session, queries, chosen, before });
  return await composeAdvice({
    session,
    catalog,
    queries,
    confirmation,
    selection,
    explained: whatIf.explained(),
  });
}

function sizesOf({ sizes }: AdviceRequest) {
  return sizes === undefined ? {} : { sizes };
}

/** From the text, and from the filters of the plans, which know what views and rules have turned it into. */
function readAll(queries: readonly WorkloadQuery[], catalog: Catalog, before: Executions) {
  return new Map(
    queries.map(({ name, text }) => {
      const own = readAccesses(text, catalog);
      const seen = new Set(own.map(({ table }) => tableId(table)));
      const filters = before.get(name)?.filters ?? [];
      const fromPlan = filters.flatMap(({ relation, alias, text: filter }) =>
        readAccesses(`SELECT * FROM "${relation}" AS "${alias}" WHERE ${filter}`, catalog),
      );
      return [name, [...own, ...fromPlan.filter(({ table }) => !seen.has(tableId(table)))]] as const;
    }),
  );
}

function name(indexes: readonly SimulatedIndex[], catalog: Catalog): readonly NamedCandidate[] {
  const taken = new Set<string>();
  return indexes.map(({ candidate }) => {
    const name = nameIndex(candidate, catalog, taken);
    taken.add(name);
    return { name, candidate };
  });
}
