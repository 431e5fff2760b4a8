// Asks what each query costs with which candidates, as seldom as suffices, and writes the answers down as a selection problem.
// A query is answered by a configuration, at most a few indexes together (CoPhy: Dash et al., PVLDB 4(6), 2011, section 3).
import type { Configuration, SelectionProblem } from './selection-problem.ts';
import { touches, type Write } from './read-writes.ts';
import type { SimulatedIndex } from './simulate.ts';
import type { WhatIf } from './what-if.ts';
import type { WorkloadQuery } from './workload.ts';

export interface CostTableRequest {
  readonly queries: readonly WorkloadQuery[];
  readonly indexes: readonly SimulatedIndex[];
  readonly whatIf: WhatIf;
  readonly budgetBytes: number;
  readonly writesOf: (query: WorkloadQuery) => readonly Write[];
}

/** Of the indexes that help alone, so many best ones are tried in pairs. */
const PAIRED = 8;
/** How often the planner chooses among all the indexes it has not used yet. */
const ROUNDS = 4;
/** Space has a price too: the whole budget is worth this share of what the workload costs, so the smaller of two equals is taken. */
const SPACE_SHARE = 0.01;
/** An entry changes one leaf page: the planner's price of a random page. */
const ENTRY_COST = 4;

export async function buildCostTable(request: CostTableRequest): Promise<SelectionProblem> {
  const { indexes, whatIf, writesOf, budgetBytes } = request;
  const upkeep = indexes.map(() => 0);
  const queries: SelectionProblem['queries'][number][] = [];
  for (const query of request.queries) {
    const { cost: baseCost } = await whatIf.costOf(query, []);
    const configurations = await configurationsOf(query, request);
    queries.push({ weight: query.weight, baseCost, configurations });
    for (const write of writesOf(query))
      for (const [at, { candidate }] of indexes.entries())
        if (touches(write, candidate)) upkeep[at] = (upkeep[at] ?? 0) + query.weight * ENTRY_COST;
  }
  const base = queries.reduce((sum, { weight, baseCost }) => sum + weight * baseCost, 0);
  for (const [at, { sizeBytes }] of indexes.entries())
    upkeep[at] = (upkeep[at] ?? 0) + (SPACE_SHARE * base * sizeBytes) / Math.max(budgetBytes, 1);
  return { sizesBytes: indexes.map(({ sizeBytes }) => sizeBytes), upkeep, queries, budgetBytes };
}

async function configurationsOf(
  query: WorkloadQuery,
  { indexes, whatIf }: CostTableRequest,
): Promise<readonly Configuration[]> {
  const found = new Map<string, Configuration>();
  const ask = async (asked: readonly SimulatedIndex[]): Promise<readonly SimulatedIndex[]> => {
    const { cost, used } = await whatIf.costOf(query, asked);
    // What is not used does not matter: the same plan would be chosen without it.
    const needed = asked.filter(({ name }) => used.includes(name));
    const positions = needed.map((index) => indexes.indexOf(index)).toSorted((one, other) => one - other);
    const known = found.get(positions.join());
    if (positions.length > 0 && (known === undefined || cost < known.cost))
      found.set(positions.join(), { indexes: positions, cost });
    return needed;
  };
  const helping: SimulatedIndex[] = [];
  for (const index of indexes) if ((await ask([index])).length > 0) helping.push(index);
  const alone = (index: SimulatedIndex): number => found.get(`${indexes.indexOf(index)}`)?.cost ?? Infinity;
  const best = helping.toSorted((one, other) => alone(one) - alone(other)).slice(0, PAIRED);
  for (const [at, one] of best.entries()) for (const other of best.slice(at + 1)) await ask([one, other]);
  let rest = helping;
  for (let round = 0; round < ROUNDS && rest.length > 1; round += 1) {
    const used = await ask(rest);
    if (used.length === 0) break;
    rest = rest.filter((index) => !used.includes(index));
  }
  return [...found.values()];
}
