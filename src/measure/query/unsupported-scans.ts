// Large tables that a plan reads as a whole for the sake of few rows: what an index would spare.
import { LARGE_BLOCKS } from './compare-plans.ts';
import type { PlanNode } from './plan-tree.ts';

export interface UnsupportedScan {
  readonly node: PlanNode;
  readonly read: number;
  /** Rows that are left where the plan first puts rows together, or at its end. */
  readonly kept: number;
}

/** What makes one row of many: rows below it all counted. */
const PUTS_TOGETHER =
  /^(Aggregate|Group|GroupAggregate|HashAggregate|Unique|WindowAgg|SetOp|Recursive Union)$/;
/**
 * Through an index each row kept costs at most one block of the table, so it reads at most half of what the scan does.
 * Only where that is so is the index missed; nobody is sent to index a column that most rows answer to.
 */
const SPARED_RATIO = 2;

/** The largest first; none where the query was not run. */
export function unsupportedScans(root: PlanNode): readonly UnsupportedScan[] {
  const found: UnsupportedScan[] = [];
  const visit = (node: PlanNode, above: readonly PlanNode[]) => {
    if (node.type === 'Seq Scan' && isUnsupported(node, above)) {
      found.push({ node, read: rowsRead(node), kept: kept(node, above) });
    }
    for (const child of node.children) visit(child, [node, ...above]);
  };
  visit(root, []);
  return found.toSorted((one, other) => ownBlocks(other.node) - ownBlocks(one.node));
}

function isUnsupported(node: PlanNode, above: readonly PlanNode[]): boolean {
  const blocks = ownBlocks(node);
  return node.actualRows !== null && blocks >= LARGE_BLOCKS && kept(node, above) * SPARED_RATIO <= blocks;
}

/** A filter may hold subplans, whose blocks are not the table's. */
export function ownBlocks({ blocks, children }: PlanNode): number {
  return blocks - children.reduce((sum, child) => sum + child.blocks, 0);
}

function rowsRead(node: PlanNode): number {
  return Math.round(((node.actualRows ?? 0) + node.rowsRemoved) * node.loops);
}

function kept(node: PlanNode, above: readonly PlanNode[]): number {
  const end = above.findIndex(({ type }) => PUTS_TOGETHER.test(type));
  const counted = [node, ...(end === -1 ? above : above.slice(0, end))];
  return Math.round(Math.min(...counted.map(({ actualRows, loops }) => (actualRows ?? 0) * loops)));
}
