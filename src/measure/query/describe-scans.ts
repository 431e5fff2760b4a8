// Words for tables that head reads row by row, with what became of the index and how to get it back.
import type { ComparedPlans } from './describe-facts.ts';
import { explainIndexLoss } from './explain-index-loss.ts';
import { unusableIndexes } from './explain-unusable.ts';
import type { Said } from './observation.ts';
import type { PlanNode } from './plan-tree.ts';
import { indexesOf } from './read-catalog.ts';
import { amount, nodeTitle } from './render-plan.ts';
import type { RepeatedScan, ScanFact } from './scan-facts.ts';
import type { UnsupportedScan } from './unsupported-scans.ts';

type Words = Omit<Said, 'evidence' | 'line'>;

export async function describeScan(fact: ScanFact, { base, head, sessions }: ComparedPlans): Promise<Words> {
  const { kind, relation, node, isSmall, also } = fact;
  const severity = isSmall ? 'warning' : 'error';
  const unusable = await unusableIndexes(sessions.head, { root: head.root, scan: node });
  const written = unusable[0]?.words ?? null;
  const named = also.length === 0 ? relation : `${relation} and ${amount(also.length)} more`;
  const size = blocksText({ base, head, sessions });
  if (kind === 'sequential-scan-introduced') {
    return {
      kind,
      severity,
      side: 'head',
      title: `Head reads all of ${named} row by row, which base did not${size}`,
      detail: `${nodeTitle(node)} is new in the plan.${discarded(node)}${partitions(also)}\n${written ?? 'Index the columns of its condition, or leave the table out of the query.'}`,
      clues: [...unusable.map(({ index }) => index), relation],
    };
  }
  const { index } = fact;
  const entries = {
    base: await indexesOf(sessions.base, relation),
    head: await indexesOf(sessions.head, relation),
  };
  return {
    kind,
    severity,
    side: 'head',
    title: `Index ${index} is lost: head reads all of ${named}${size}`,
    detail: `${nodeTitle(node)} on head, where base used the index.${discarded(node)}${partitions(also)}\n${explainIndexLoss({ index, relation, node, ...entries, unusable: written })}`,
    clues: [index, relation],
  };
}

export function describeRepetition(fact: RepeatedScan, compared: ComparedPlans): Words {
  const { kind, relation, node, times, onBaseToo } = fact;
  return {
    kind,
    severity: onBaseToo ? 'note' : 'warning',
    side: onBaseToo ? 'both' : 'head',
    title: `Head reads all of ${relation} ${amount(times)} times${onBaseToo ? ', as base does' : blocksText(compared)}`,
    detail: `${nodeTitle(node)} runs once for each row of what it is joined with.${discarded(node)}\nIndex the column of ${relation} that the join or subquery compares.`,
    clues: [relation],
  };
}

/** What a scan reads, beside what it is good for. */
export function scanText({ node, blocks, kept }: UnsupportedScan): string {
  const relation = node.relation ?? '';
  const read = `${amount(blocks)} blocks`;
  const rows = kept === 1 ? 'one row' : `${amount(kept)} rows`;
  return node.type === 'Seq Scan'
    ? `it reads all of ${relation} (${read}) for ${rows}`
    : `it reads ${read} of ${relation} for ${rows}`;
}

function blocksText({ base, head, sessions }: ComparedPlans): string {
  if (sessions.mode !== 'run') return '';
  return ` (${amount(head.root.blocks)} blocks, base ${amount(base.root.blocks)})`;
}

function partitions(also: readonly string[]): string {
  return also.length === 0 ? '' : `\nThe same of ${also.join(', ')}.`;
}

function discarded({ rowsRemoved, actualRows, loops }: PlanNode): string {
  if (actualRows === null || rowsRemoved === 0) return '';
  return ` It finds ${amount(actualRows * loops)} rows and discards ${amount(rowsRemoved * loops)}.`;
}
