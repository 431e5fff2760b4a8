// Tables that head reads row by row and base did not: as a whole, or again and again.
import type { RelationBlocks } from './compare-plans.ts';
import { nodesOf, type Plan, type PlanNode } from './plan-tree.ts';
import { isTableScan } from './unsupported-scans.ts';

interface Scanned {
  readonly relation: string;
  readonly node: PlanNode;
  /** Further partitions of the same table. */
  readonly also: readonly string[];
  /** The table is small on the seed; it is told because few rows are kept of many. */
  readonly isSmall: boolean;
}

export type ScanFact =
  | (Scanned & { readonly kind: 'index-lost'; readonly index: string })
  | (Scanned & { readonly kind: 'sequential-scan-introduced' });

export interface RepeatedScan {
  readonly kind: 'nested-loop-scan';
  readonly relation: string;
  readonly node: PlanNode;
  /** How often the table is read. */
  readonly times: number;
  readonly onBaseToo: boolean;
}

/** Below this size a second look at a table costs no more than the blocks of an index. */
const REPEATED_BLOCKS = 16;
/** All readings together, as much as a table that is large when it is read once. */
const REPEATED_BLOCKS_IN_ALL = 128;

/** Each table of head is held against how base read it; `matters` says whether a scan of it is worth telling. */
export function scanFacts(
  base: Plan,
  head: Plan,
  matters: (node: PlanNode) => 'large' | 'small' | null,
): readonly ScanFact[] {
  const facts = pairScans(base, head).flatMap(([node, counterpart]): ScanFact[] => {
    if (node.type !== 'Seq Scan' || counterpart?.type === 'Seq Scan') return [];
    const size = matters(node);
    if (size === null) return [];
    const index = counterpart && indexOf(counterpart);
    const scanned = { relation: node.relation ?? '', node, also: [], isSmall: size === 'small' };
    return index
      ? [{ ...scanned, kind: 'index-lost', index }]
      : [{ ...scanned, kind: 'sequential-scan-introduced' }];
  });
  return foldPartitions(facts);
}

/** The server calls partitions of a table `alias_1`, `alias_2` …: one change, one finding, by a lost index where there is one. */
function foldPartitions(facts: readonly ScanFact[]): readonly ScanFact[] {
  const groups = Map.groupBy(facts, ({ node }) => /^(.+)_\d+$/.exec(node.alias ?? '')?.[1] ?? node);
  return [...groups.values()].flatMap((group) => {
    const first = group.find(({ kind }) => kind === 'index-lost') ?? group[0];
    if (first === undefined) return [];
    const also = group.filter((fact) => fact !== first).map(({ relation }) => relation);
    return [{ ...first, also, isSmall: group.every(({ isSmall }) => isSmall) }];
  });
}

/** The same alias first; then any reading of the table that is left, the same kind before others: aliases are names, not plans. */
function pairScans(base: Plan, head: Plan): readonly (readonly [PlanNode, PlanNode | null])[] {
  const left = nodesOf(base.root).filter(isTableScan);
  const pairs = new Map<PlanNode, PlanNode>();
  const scans = nodesOf(head.root).filter(isTableScan);
  const alike: readonly ((one: PlanNode, other: PlanNode) => boolean)[] = [
    (one, other) => one.alias === other.alias && one.type === other.type,
    (one, other) => one.alias === other.alias,
    (one, other) => one.type === other.type,
    () => true,
  ];
  for (const isAlike of alike) {
    for (const node of scans) {
      if (pairs.has(node)) continue;
      const place = left.findIndex((other) => other.relation === node.relation && isAlike(node, other));
      const [counterpart] = place === -1 ? [] : left.splice(place, 1);
      if (counterpart !== undefined) pairs.set(node, counterpart);
    }
  }
  return scans.map((node) => [node, pairs.get(node) ?? null]);
}

/** A bitmap scan names its index one or two nodes below. */
function indexOf(node: PlanNode): string | null {
  return nodesOf(node).find(({ index }) => index !== null)?.index ?? null;
}

/** Tables that are read as a whole once for each row of something else. */
export function repeatedScans(
  base: Plan | null,
  head: Plan,
  blocks: RelationBlocks,
): readonly RepeatedScan[] {
  const before = new Set(base === null ? [] : repetitions(base.root).map(({ node }) => node.relation));
  const told = new Set<string>();
  return repetitions(head.root).flatMap(({ node, times }): RepeatedScan[] => {
    const relation = node.relation ?? '';
    const size = blocks.get(relation) ?? 0;
    if (told.has(relation) || size < REPEATED_BLOCKS || size * times < REPEATED_BLOCKS_IN_ALL) return [];
    told.add(relation);
    return [{ kind: 'nested-loop-scan', relation, node, times, onBaseToo: before.has(relation) }];
  });
}

/** Only planned, the rows of the outer side say how often the inner one would run. */
function repetitions(root: PlanNode): readonly { readonly node: PlanNode; readonly times: number }[] {
  const found: { node: PlanNode; times: number }[] = [];
  const visit = (node: PlanNode, expected: number) => {
    const times = node.actualRows === null ? expected : node.loops;
    if (node.type === 'Seq Scan' && times > 1) found.push({ node, times: Math.round(times) });
    const [outer] = node.children;
    for (const child of node.children) visit(child, expected * timesOf(node, child, outer));
  };
  visit(root, 1);
  return found;
}

function timesOf(parent: PlanNode, child: PlanNode, outer: PlanNode | undefined): number {
  if (child.type === 'Materialize' || child.type === 'Memoize' || child.relationship === 'InitPlan') return 1;
  if (child.relationship === 'SubPlan') return Math.max(1, parent.planRows);
  return parent.type === 'Nested Loop' && child.relationship === 'Inner' ? (outer?.planRows ?? 1) : 1;
}
