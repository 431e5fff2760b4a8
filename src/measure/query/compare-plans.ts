// What became worse from base's plan to head's, node by node; only facts, said without words.
import { misestimates, spills, type Symptom } from './plan-symptoms.ts';
import type { Plan, PlanNode } from './plan-tree.ts';
import { nodeTitle } from './render-plan.ts';
import { repeatedScans, scanFacts, type RepeatedScan, type ScanFact } from './scan-facts.ts';
import { LARGE_BLOCKS, rowsHandled, unsupportedScans } from './unsupported-scans.ts';

export type PlanFact =
  | ScanFact
  | RepeatedScan
  | { readonly kind: 'buffers-grew'; readonly base: number; readonly head: number }
  | { readonly kind: 'rows-grew'; readonly base: number; readonly head: number }
  | Symptom
  | { readonly kind: 'plan-changed'; readonly changes: readonly string[] };

/** Size of the tables on head, in blocks. */
export type RelationBlocks = ReadonlyMap<string, number>;

const GROWTH_RATIO = 1.2;
const GROWTH_BLOCKS = 50;
/** Of a small seed fewer blocks tell as much, where they are so many times more. */
const STEEP_RATIO = 3;
const STEEP_BLOCKS = 20;
/** Rows are handled much quicker than blocks are read, and a change that means to answer more rows handles more. */
const ROWS_RATIO = 2;
const ROWS_MORE = 10_000;
const MOST_CHANGES = 5;

export function comparePlans(base: Plan, head: Plan, blocks: RelationBlocks): readonly PlanFact[] {
  const grew = buffersGrew(base.root.blocks, head.root.blocks);
  // Read as a whole and yet no more blocks than before: no loss. Only planned, a query touches none.
  const costsMore = head.root.blocks === 0 || head.root.blocks > base.root.blocks;
  const needless = new Set(unsupportedScans(head.root, 0).map(({ node }) => node));
  const isLarger = head.root.blocks >= base.root.blocks * GROWTH_RATIO;
  const scans = scanFacts(base, head, (node) => {
    const isLarge = (blocks.get(node.relation ?? '') ?? 0) >= LARGE_BLOCKS;
    if (grew || (costsMore && isLarge)) return 'large';
    return isLarger && needless.has(node) ? 'small' : null;
  });
  const scanned = new Set(scans.flatMap(({ relation, also }) => [relation, ...also]));
  const repeated = repeatedScans(base, head, blocks).filter(({ relation }) => !scanned.has(relation));
  const facts: PlanFact[] = [...scans, ...repeated];
  const isTold = scans.length > 0 || repeated.some(({ onBaseToo }) => !onBaseToo);
  if (grew && !isTold) {
    facts.push({ kind: 'buffers-grew', base: base.root.blocks, head: head.root.blocks });
  } else if (!isTold) facts.push(...rowsGrew(base.root, head.root));
  facts.push(...spills(base, head), ...misestimates(base, head));
  const changes = differences(base.root, head.root);
  if (changes.length > 0 && scans.length === 0) {
    facts.push({ kind: 'plan-changed', changes: changes.slice(0, MOST_CHANGES) });
  }
  return facts;
}

function buffersGrew(base: number, head: number): boolean {
  const more = head - base;
  return (
    (head >= base * GROWTH_RATIO && more >= GROWTH_BLOCKS) ||
    (head >= base * STEEP_RATIO && more >= STEEP_BLOCKS)
  );
}

/** What a join without its condition does: no block is read twice, but every row meets every other. */
function rowsGrew(base: PlanNode, head: PlanNode): readonly PlanFact[] {
  const before = rowsHandled(base);
  const after = rowsHandled(head);
  const grew = after >= before * ROWS_RATIO && after - before >= ROWS_MORE;
  return grew ? [{ kind: 'rows-grew', base: before, head: after }] : [];
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
