// What an emptied index lacks in the planner's eyes: the levels of its tree, each of which a descent is charged for.
// btcostestimate charges 50 cpu_operator_cost for each level (PostgreSQL source, utils/adt/selfuncs.c); inner pages are filled to 70 %
// (access/nbtree.h) with pivots cut to what tells them apart (nbtutils.c, _bt_truncate), which is mostly the first column.
import { z } from 'zod';
import type { DatabaseSession } from '../../ports/databases.ts';
import type { Plan, PlanNode } from '../query/plan-tree.ts';

/** Levels above the leaves, by index name. */
export type TreeLevels = ReadonlyMap<string, number>;

const LEVEL_COST = 50 * 0.0025;
const INNER_PAGE_BYTES = (8192 - 40) * 0.7;
const PIVOT_BYTES = 8 + 4;

const rowSchema = z.object({ name: z.string(), pages: z.number(), width: z.number() });

/** Of every B-tree, from the sizes in the catalog. */
export async function readTreeLevels(session: DatabaseSession): Promise<TreeLevels> {
  const rows = await session.query(
    `SELECT c.relname AS name, c.relpages AS pages,
       coalesce(CASE WHEN a.attlen > 0 THEN a.attlen END, s.avg_width, 16)::int AS width
     FROM pg_class AS c JOIN pg_index AS x ON x.indexrelid = c.oid JOIN pg_am AS m ON m.oid = c.relam AND m.amname = 'btree'
     JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = 1
     JOIN pg_class AS t ON t.oid = x.indrelid JOIN pg_namespace AS n ON n.oid = t.relnamespace
     LEFT JOIN pg_stats AS s ON s.schemaname = n.nspname AND s.tablename = t.relname AND s.attname = a.attname AND NOT s.inherited
     WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'`,
    [],
  );
  return new Map(
    rows.map((row) => {
      const { name, pages, width } = rowSchema.parse(row);
      return [name, levelsOf(pages, width)];
    }),
  );
}

function levelsOf(pages: number, keyBytes: number): number {
  const fanOut = INNER_PAGE_BYTES / (PIVOT_BYTES + Math.ceil(keyBytes / 8) * 8);
  return pages <= 2 ? 0 : Math.ceil(Math.log(pages - 1) / Math.log(fanOut));
}

/** To be added to the cost of a plan that was made on emptied indexes. */
export function descentCost({ root }: Plan, levels: TreeLevels): number {
  return visit(root, { times: 1, share: 1 }, levels);
}

interface Often {
  readonly times: number;
  /** Of the rows below, how many a LIMIT above asks for. */
  readonly share: number;
}

function visit(node: PlanNode, often: Often, levels: TreeLevels): number {
  const own = node.index === null ? 0 : (levels.get(node.index) ?? 0);
  const below = node.children.reduce(
    (sum, child) => sum + visit(child, oftenBelow(node, child, often), levels),
    0,
  );
  return often.times * own * LEVEL_COST * descents(node) + below;
}

function oftenBelow(node: PlanNode, child: PlanNode, { times, share }: Often): Often {
  if (node.type === 'Limit')
    return { times, share: share * Math.min(1, node.planRows / Math.max(1, child.planRows)) };
  if (child.relationship === 'SubPlan')
    return { times: times * Math.max(1, node.planRows * share), share: 1 };
  const [outer] = node.children;
  if (node.type !== 'Nested Loop' || child.relationship !== 'Inner' || outer === undefined)
    return { times, share };
  // Its rows are kept: the index is descended once.
  if (child.type === 'Materialize' || child.type === 'Memoize') return { times, share: 1 };
  return { times: times * Math.max(1, outer.planRows * share), share: 1 };
}

/** A list of values is looked up one by one. */
function descents({ conditions }: PlanNode): number {
  const list = conditions.flatMap(({ label, text }) =>
    label === 'Index Cond' ? [...text.matchAll(/= ANY \('\{([^}]*)\}'/g)] : [],
  );
  return list.reduce((product, [, values = '']) => product * values.split(',').length, 1);
}
