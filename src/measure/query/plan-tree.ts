// A plan of Postgres as a tree of nodes; what later majors add is let through, what is missing has a neutral value.
import { z } from 'zod';

export interface PlanNode {
  /** e.g. `Index Scan`, `Hash Join`. */
  readonly type: string;
  readonly relation: string | null;
  readonly alias: string | null;
  readonly index: string | null;
  /** Join type, strategy or operation, where the node has one. */
  readonly variant: string | null;
  readonly backwards: boolean;
  /** e.g. `Index Cond`, `Filter`, `Sort Key`, in the order of the server. */
  readonly conditions: readonly { readonly label: string; readonly text: string }[];
  readonly totalCost: number;
  readonly planRows: number;
  /** Rows of one loop on average; null where the query was not run. */
  readonly actualRows: number | null;
  readonly loops: number;
  readonly rowsRemoved: number;
  /** Blocks of this node with all below it. */
  readonly blocks: number;
  /** Kilobytes the node itself wrote to temporary files; 0 where it fitted in memory. */
  readonly spilledKb: number;
  /** How the parent uses it: `Outer`, `Inner`, `InitPlan`, `SubPlan` … */
  readonly relationship: string | null;
  readonly subplan: string | null;
  readonly children: readonly PlanNode[];
}

export interface Plan {
  readonly root: PlanNode;
  readonly executionMs: number | null;
}

const count = z.number().default(0);
const text = z.string().optional();
const texts = z.union([z.string(), z.array(z.string())]).optional();

const nodeSchema = z.looseObject({
  'Node Type': z.string(),
  'Relation Name': text,
  'Function Name': text,
  'CTE Name': text,
  Alias: text,
  'Index Name': text,
  'Join Type': text,
  Strategy: text,
  Operation: text,
  'Scan Direction': text,
  'Parent Relationship': text,
  'Subplan Name': text,
  'Index Cond': texts,
  'Recheck Cond': texts,
  'Hash Cond': texts,
  'Merge Cond': texts,
  'Join Filter': texts,
  Filter: texts,
  'Sort Key': texts,
  'Presorted Key': texts,
  'Group Key': texts,
  'Total Cost': count,
  'Plan Rows': count,
  'Actual Rows': z.number().optional(),
  'Actual Loops': z.number().default(1),
  'Rows Removed by Filter': count,
  'Rows Removed by Index Recheck': count,
  'Rows Removed by Join Filter': count,
  'Shared Hit Blocks': count,
  'Shared Read Blocks': count,
  'Sort Space Type': text,
  'Sort Space Used': count,
  'Hash Batches': count,
  'Peak Memory Usage': count,
  'Disk Usage': count,
  get Plans() {
    return z.array(nodeSchema).default([]);
  },
});

const answerSchema = z
  .array(z.looseObject({ Plan: nodeSchema, 'Execution Time': z.number().optional() }))
  .min(1);

const CONDITIONS = [
  'Index Cond',
  'Recheck Cond',
  'Hash Cond',
  'Merge Cond',
  'Join Filter',
  'Filter',
  'Sort Key',
  'Presorted Key',
  'Group Key',
] as const;

/** Reads what `EXPLAIN (FORMAT JSON)` answered, parsed or as text. */
export function parsePlan(answer: unknown): Plan {
  const [first] = answerSchema.parse(typeof answer === 'string' ? JSON.parse(answer) : answer);
  if (first === undefined) throw new Error('EXPLAIN answered no plan.');
  return { root: toNode(first.Plan), executionMs: first['Execution Time'] ?? null };
}

function toNode(raw: z.infer<typeof nodeSchema>): PlanNode {
  return {
    type: raw['Node Type'],
    relation: raw['Relation Name'] ?? raw['CTE Name'] ?? raw['Function Name'] ?? null,
    alias: raw.Alias ?? null,
    index: raw['Index Name'] ?? null,
    variant: raw['Join Type'] ?? raw.Strategy ?? raw.Operation ?? null,
    backwards: raw['Scan Direction'] === 'Backward',
    conditions: CONDITIONS.flatMap((label) => {
      const condition = raw[label];
      return condition === undefined ? [] : [{ label, text: [condition].flat().join(', ') }];
    }),
    totalCost: raw['Total Cost'],
    planRows: raw['Plan Rows'],
    actualRows: raw['Actual Rows'] ?? null,
    loops: raw['Actual Loops'],
    rowsRemoved:
      raw['Rows Removed by Filter'] +
      raw['Rows Removed by Index Recheck'] +
      raw['Rows Removed by Join Filter'],
    blocks: raw['Shared Hit Blocks'] + raw['Shared Read Blocks'],
    spilledKb: spilledKb(raw),
    relationship: raw['Parent Relationship'] ?? null,
    subplan: raw['Subplan Name'] ?? null,
    children: raw.Plans.map(toNode),
  };
}

/** Sorts and hash aggregates say what they wrote; a hash join says only in how many batches it had to be cut. */
function spilledKb(raw: z.infer<typeof nodeSchema>): number {
  if (raw['Sort Space Type'] === 'Disk') return raw['Sort Space Used'];
  if (raw['Disk Usage'] > 0) return raw['Disk Usage'];
  return raw['Hash Batches'] > 1 ? raw['Peak Memory Usage'] * (raw['Hash Batches'] - 1) : 0;
}

/** The node and everything below it, from the top. */
export function nodesOf(node: PlanNode): readonly PlanNode[] {
  return [node, ...node.children.flatMap(nodesOf)];
}
