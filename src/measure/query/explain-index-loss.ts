// Why an index that base used is not used on head: dropped, changed, unusable as built, or no longer fit for the condition.
import type { IndexEntry } from './read-catalog.ts';
import type { PlanNode } from './plan-tree.ts';

export interface IndexLoss {
  readonly index: string;
  readonly relation: string;
  /** The node of head that reads the whole table. */
  readonly node: PlanNode;
  readonly base: readonly IndexEntry[];
  readonly head: readonly IndexEntry[];
  /** What head's condition does to the column that the index begins with, and how to write it; null where that is not the reason. */
  readonly unusable: string | null;
}

/** What became of the index, and what to do. */
export function explainIndexLoss(loss: IndexLoss): string {
  const { index, relation, head } = loss;
  const others = head.filter(({ name }) => name !== index).map(({ name }) => name);
  const left =
    others.length === 0
      ? `${relation} has no other index.`
      : `Other indexes of ${relation}: ${others.join(', ')}.`;
  return [fate(loss), left].join('\n');
}

function fate({ index, node, base, head, unusable }: IndexLoss): string {
  const before = base.find(({ name }) => name === index);
  const now = head.find(({ name }) => name === index);
  if (now === undefined) {
    const definition = before === undefined ? '' : `\nOn base it was: ${before.definition}`;
    return `index ${index} no longer exists on head.${definition}\nKeep it, or create one on the same columns in the migration that drops it.`;
  }
  if (!now.valid) {
    return `index ${index} exists on head but is marked invalid: a CREATE INDEX CONCURRENTLY did not end well.\nDrop it and create it again.`;
  }
  if (before !== undefined && before.definition !== now.definition) {
    return `index ${index} is another one on head.\nOn base: ${before.definition}\nOn head: ${now.definition}\nGive it the columns and order it had, or create a second index.`;
  }
  if (unusable !== null)
    return `index ${index} still exists on head, but the planner cannot use it.\n${unusable}`;
  const filter = node.conditions.find(({ label }) => label === 'Filter');
  const condition = filter === undefined ? '' : ` for the condition ${filter.text}`;
  return `index ${index} still exists on head, but the planner does not use it${condition}.\nWrite the condition on the bare indexed column (no cast, function or OR around it, no pattern that begins with a wildcard), or index what is compared now.`;
}
