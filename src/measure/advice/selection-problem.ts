// The choice of indexes as numbers only: sizes, a budget, and what each query costs with which indexes together.

export interface Configuration {
  /** Positions of the indexes the plan uses together, ascending. */
  readonly indexes: readonly number[];
  readonly cost: number;
}

export interface SelectionQuery {
  readonly weight: number;
  /** Cost without any of the indexes. */
  readonly baseCost: number;
  readonly configurations: readonly Configuration[];
}

export interface SelectionProblem {
  readonly sizesBytes: readonly number[];
  /** What each index costs by being kept up to date, in the unit of weight × cost. */
  readonly upkeep: readonly number[];
  readonly queries: readonly SelectionQuery[];
  readonly budgetBytes: number;
}

/** Weighted cost of all queries and of the upkeep when exactly these indexes exist. */
export function totalCost(problem: SelectionProblem, chosen: ReadonlySet<number>): number {
  let sum = 0;
  for (const query of problem.queries) sum += query.weight * queryCost(query, chosen);
  for (const index of chosen) sum += problem.upkeep[index] ?? 0;
  return sum;
}

export function queryCost(query: SelectionQuery, chosen: ReadonlySet<number>): number {
  let best = query.baseCost;
  for (const { indexes, cost } of query.configurations) {
    if (cost < best && indexes.every((index) => chosen.has(index))) best = cost;
  }
  return best;
}

export function sizeOf({ sizesBytes }: SelectionProblem, chosen: Iterable<number>): number {
  let sum = 0;
  for (const index of chosen) sum += sizesBytes[index] ?? 0;
  return sum;
}

/** The same problem without configurations that cannot be in a best answer: too large, or no cheaper than a part of them. */
export function withoutDominated(problem: SelectionProblem): SelectionProblem {
  return {
    ...problem,
    queries: problem.queries.map((query) => ({ ...query, configurations: undominated(problem, query) })),
  };
}

function undominated(problem: SelectionProblem, query: SelectionQuery): readonly Configuration[] {
  const kept: Configuration[] = [];
  const byWidth = query.configurations.toSorted(
    (one, other) => one.indexes.length - other.indexes.length || one.cost - other.cost,
  );
  for (const configuration of byWidth) {
    if (configuration.cost >= query.baseCost || sizeOf(problem, configuration.indexes) > problem.budgetBytes)
      continue;
    const whole = new Set(configuration.indexes);
    const beaten = kept.some(
      ({ cost, indexes }) => cost <= configuration.cost && indexes.every((index) => whole.has(index)),
    );
    if (!beaten) kept.push(configuration);
  }
  return kept;
}
