// Measured queries, the dearest on head first: where the database's time goes is where a change is worth most.
import type { MetricComparison } from '../../compare/comparison.ts';
import type { Report } from '../report.ts';

/** One row for each query: the blocks it touches, or the planner's cost where it was not run. Rows of blocks come first. */
export function queryCosts({ comparison }: Report): readonly MetricComparison[] {
  const rows = comparison.metrics.filter(({ gate, head }) => gate === 'query' && head !== null);
  const blocks = rows.filter(({ metric }) => metric === 'buffers');
  const run = new Set(blocks.map(({ target }) => target));
  const planned = rows.filter(({ metric, target }) => metric === 'plan-cost' && !run.has(target));
  return [...blocks.toSorted(dearestFirst), ...planned.toSorted(dearestFirst)];
}

function dearestFirst(one: MetricComparison, other: MetricComparison): number {
  return (other.head ?? 0) - (one.head ?? 0);
}
