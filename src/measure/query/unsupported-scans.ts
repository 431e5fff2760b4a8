// Scans that read many blocks for the sake of few rows: what a fitting index would spare.
import { nodesOf, type PlanNode } from './plan-tree.ts';

export interface UnsupportedScan {
  readonly node: PlanNode;
  readonly blocks: number;
  /** Rows that are left where the plan first puts rows together, or at its end. */
  readonly kept: number;
}

/** Below this size reading a whole table is often the quickest way. */
export const LARGE_BLOCKS = 128;
/** Makes one row of many: of the rows below each one counts. */
const PUTS_TOGETHER = /^(Aggregate|Group|Unique|WindowAgg|SetOp|Recursive Union)$/;
/** From the root of a B-tree to a leaf; four levels hold more rows than a seed ever has. */
const DESCENT_BLOCKS = 4;
/** Only where an index would read at most half as much is it missed: nobody is sent to index what most rows answer to. */
const SPARED_RATIO = 2;

/** The largest first; none where the query was not run. */
export function unsupportedScans(root: PlanNode, leastBlocks: number): readonly UnsupportedScan[] {
  const found: UnsupportedScan[] = [];
  const visit = (node: PlanNode, above: readonly PlanNode[]) => {
    const scan = { node, blocks: ownBlocks(node), kept: keptRows(node, above) };
    if (isTableScan(node) && scan.blocks >= leastBlocks && isUnsupported(scan)) found.push(scan);
    for (const child of node.children) visit(child, [node, ...above]);
  };
  visit(root, []);
  return found.toSorted((one, other) => other.blocks - one.blocks);
}

export function isTableScan({ type, relation }: PlanNode): boolean {
  return relation !== null && /^(Seq|Index|Index Only|Bitmap Heap|Tid|Tid Range|Sample) Scan$/.test(type);
}

/** A fitting index costs one way down for each loop and at most one block of the table for each row kept. */
function isUnsupported({ node, blocks, kept }: UnsupportedScan): boolean {
  if (node.actualRows === null || node.loops === 0) return false;
  return (kept + node.loops * DESCENT_BLOCKS) * SPARED_RATIO <= blocks;
}

/** A bitmap scan has its index below it; what a filter's subplans read is not the table's. */
function ownBlocks({ blocks, children }: PlanNode): number {
  const foreign = children.filter(({ relationship }) => /^(Sub|Init)Plan$/.test(relationship ?? ''));
  return blocks - foreign.reduce((sum, child) => sum + child.blocks, 0);
}

function keptRows(node: PlanNode, above: readonly PlanNode[]): number {
  const end = above.findIndex(({ type }) => PUTS_TOGETHER.test(type));
  const counted = [node, ...(end === -1 ? above : above.slice(0, end))];
  return Math.round(Math.min(...counted.map(({ actualRows, loops }) => (actualRows ?? 0) * loops)));
}

/** Handing on is no work; these only count their children's rows again. */
const HANDS_ON = new Set([
  'Append',
  'Subquery Scan',
  'Result',
  'Limit',
  'Gather',
  'Gather Merge',
  'LockRows',
]);

/** Rows that the nodes of a plan work on, kept or discarded; 0 where the query was not run. */
export function rowsHandled(root: PlanNode): number {
  const rows = nodesOf(root).map(({ type, actualRows, rowsRemoved, loops }) =>
    actualRows === null || HANDS_ON.has(type) ? 0 : (actualRows + rowsRemoved) * loops,
  );
  return Math.round(rows.reduce((sum, count) => sum + count, 0));
}
