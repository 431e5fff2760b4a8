// What a plan shows of itself: work that did not fit in memory, and rows the planner did not expect.
import { nodesOf, type Plan, type PlanNode } from './plan-tree.ts';

export type Symptom =
  | { readonly kind: 'spill'; readonly node: PlanNode; readonly onBaseToo: boolean }
  | {
      readonly kind: 'misestimate';
      readonly node: PlanNode;
      readonly error: number;
      readonly onBaseToo: boolean;
    };

/** q-error as in Moerkotte, Neumann and Steidl, PVLDB 2 (2009): the larger of expected/found and found/expected. */
const LARGE_ERROR = 10;
const MANY_ROWS = 1000;

export function spills(base: Plan, head: Plan): readonly Symptom[] {
  const worst = nodesOf(head.root).filter(({ spilledKb }) => spilledKb > 0);
  const node = worst.toSorted((one, other) => other.spilledKb - one.spilledKb)[0];
  if (node === undefined) return [];
  return [{ kind: 'spill', node, onBaseToo: nodesOf(base.root).some(({ spilledKb }) => spilledKb > 0) }];
}

export function misestimates(base: Plan, head: Plan): readonly Symptom[] {
  const worst = worstEstimate(head.root);
  if (worst === null) return [];
  return [{ kind: 'misestimate', ...worst, onBaseToo: worstEstimate(base.root) !== null }];
}

/** A node whose parent stops early (LIMIT, the inner side of a semi join) is not to blame for finding less than expected. */
function worstEstimate(root: PlanNode): { readonly node: PlanNode; readonly error: number } | null {
  let worst: { readonly node: PlanNode; readonly error: number } | null = null;
  const visit = (node: PlanNode, stopsEarly: boolean) => {
    const error = estimateError(node, stopsEarly);
    if (error >= LARGE_ERROR && error > (worst?.error ?? 0)) worst = { node, error };
    const stops =
      stopsEarly ||
      node.type === 'Limit' ||
      /Semi|Anti/.test(node.variant ?? '') ||
      node.type === 'Merge Join';
    for (const child of node.children) visit(child, stops);
  };
  visit(root, false);
  return worst;
}

function estimateError({ planRows, actualRows, loops }: PlanNode, stopsEarly: boolean): number {
  if (actualRows === null || loops === 0 || Math.max(planRows, actualRows) < MANY_ROWS) return 1;
  const expected = Math.max(1, planRows);
  const found = Math.max(1, actualRows);
  return stopsEarly ? found / expected : Math.max(found / expected, expected / found);
}
