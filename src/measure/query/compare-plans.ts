// What became worse from base's plan to head's, node by node; only facts, said without words.
import { nodesOf, type Plan, type PlanNode } from './plan-tree.ts';
import { nodeTitle } from './render-plan.ts';

export type PlanFact =
  | {
      readonly kind: 'index-lost';
      readonly relation: string;
      readonly index: string;
      readonly node: PlanNode;
    }
  | { readonly kind: 'sequential-scan-introduced'; readonly relation: string; readonly node: PlanNode }
  | { readonly kind: 'buffers-grew'; readonly base: number; readonly head: number }
  | { readonly kind: 'spill'; readonly node: PlanNode; readonly onBaseToo: boolean }
  | {
      readonly kind: 'misestimate';
      readonly node: PlanNode;
      readonly error: number;
      readonly onBaseToo: boolean;
    }
  | { readonly kind: 'plan-changed'; readonly changes: readonly string[] };

/** Size of the tables on head, in blocks. */
export type RelationBlocks = ReadonlyMap<string, number>;

/** Below this size reading a whole table is often the quickest way. */
const LARGE_BLOCKS = 128;
const GROWTH_RATIO = 1.2;
const GROWTH_BLOCKS = 50;
/** q-error as in Moerkotte, Neumann and Steidl, PVLDB 2 (2009): the larger of expected/found and found/expected. */
const LARGE_ERROR = 10;
const MANY_ROWS = 1000;
const MOST_CHANGES = 5;

export function comparePlans(base: Plan, head: Plan, blocks: RelationBlocks): readonly PlanFact[] {
  const grew = buffersGrew(base.root.blocks, head.root.blocks);
  const scans = scanFacts(base, head, (relation) => grew || (blocks.get(relation) ?? 0) >= LARGE_BLOCKS);
  const facts: PlanFact[] = [...scans];
  if (grew && scans.length === 0) {
    facts.push({ kind: 'buffers-grew', base: base.root.blocks, head: head.root.blocks });
  }
  facts.push(...spills(base, head), ...misestimates(base, head));
  const changes = differences(base.root, head.root);
  if (changes.length > 0 && scans.length === 0) {
    facts.push({ kind: 'plan-changed', changes: changes.slice(0, MOST_CHANGES) });
  }
  return facts;
}

function buffersGrew(base: number, head: number): boolean {
  return head >= base * GROWTH_RATIO && head - base >= GROWTH_BLOCKS;
}

/** Tables read row by row on head, each held against how base read it. */
function scanFacts(base: Plan, head: Plan, matters: (relation: string) => boolean): PlanFact[] {
  const before = nodesOf(base.root).filter(isTableScan);
  return nodesOf(head.root).flatMap((node): PlanFact[] => {
    if (!isTableScan(node)) return [];
    const same = before.findIndex(
      ({ relation, alias }) => relation === node.relation && alias === node.alias,
    );
    const [counterpart] = same === -1 ? [] : before.splice(same, 1);
    const relation = node.relation ?? '';
    if (node.type !== 'Seq Scan' || counterpart?.type === 'Seq Scan' || !matters(relation)) return [];
    const index = counterpart && indexOf(counterpart);
    return index
      ? [{ kind: 'index-lost', relation, index, node }]
      : [{ kind: 'sequential-scan-introduced', relation, node }];
  });
}

function isTableScan({ type, relation }: PlanNode): boolean {
  return relation !== null && /^(Seq|Index|Index Only|Bitmap Heap|Tid|Tid Range|Sample) Scan$/.test(type);
}

/** A bitmap scan names its index one or two nodes below. */
function indexOf(node: PlanNode): string | null {
  return nodesOf(node).find(({ index }) => index !== null)?.index ?? null;
}

function spills(base: Plan, head: Plan): PlanFact[] {
  const worst = nodesOf(head.root).filter(({ spilledKb }) => spilledKb > 0);
  const node = worst.toSorted((one, other) => other.spilledKb - one.spilledKb)[0];
  if (node === undefined) return [];
  return [{ kind: 'spill', node, onBaseToo: nodesOf(base.root).some(({ spilledKb }) => spilledKb > 0) }];
}

function misestimates(base: Plan, head: Plan): PlanFact[] {
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

/** `Hash Join → Nested Loop`, from the top; below a node of another kind nothing is compared. */
function differences(base: PlanNode, head: PlanNode): readonly string[] {
  if (nodeTitle(base) !== nodeTitle(head)) return [`${nodeTitle(base)} → ${nodeTitle(head)}`];
  const length = Math.max(base.children.length, head.children.length);
  return Array.from({ length }, (_, index) => index).flatMap((index) => {
    const one = base.children[index];
    const other = head.children[index];
    if (one === undefined) return [`nothing → ${other ? nodeTitle(other) : 'nothing'}`];
    return other === undefined ? [`${nodeTitle(one)} → nothing`] : differences(one, other);
  });
}
