// Puts what was proven into words and figures, with the statement that builds each index.
import type { DatabaseSession } from '../../ports/databases.ts';
import type { Candidate } from './candidate.ts';
import type { Catalog } from './catalog.ts';
import type { Confirmation, ConfirmedIndex, RejectedIndex } from './confirm-indexes.ts';
import { findUnneeded, type UnneededIndex } from './find-unneeded.ts';
import { measureWrites, type WritesMeasured } from './measure-writes.ts';
import { readWrites } from './read-writes.ts';
import type { Selection } from './select-indexes.ts';
import type { WorkloadQuery } from './workload.ts';

export interface ServedQuery {
  readonly name: string;
  readonly weight: number;
  readonly blocksBefore: number;
  readonly blocksAfter: number;
  readonly medianMsBefore: number;
  readonly medianMsAfter: number;
}

export interface IndexAdvice extends ConfirmedIndex {
  readonly reason: string;
  /** Ready for a migration that runs outside a transaction. */
  readonly statement: string;
  /** The queries whose plans use it. */
  readonly serves: readonly ServedQuery[];
  readonly writes: WritesMeasured | null;
}

export interface Advice {
  readonly indexes: readonly IndexAdvice[];
  /** Chosen by cost, and not confirmed when executed. */
  readonly rejected: readonly RejectedIndex[];
  readonly unneeded: readonly UnneededIndex[];
  /** Queries the server refused; nothing is said of them. */
  readonly refused: readonly string[];
  readonly selection: Pick<Selection, 'method' | 'gap' | 'variables'>;
  /** Plans that were asked for while choosing. */
  readonly explained: number;
}

export interface Proven {
  readonly session: DatabaseSession;
  readonly catalog: Catalog;
  readonly queries: readonly WorkloadQuery[];
  readonly confirmation: Confirmation;
  readonly selection: Selection;
  readonly explained: number;
}

export async function composeAdvice(proven: Proven): Promise<Advice> {
  const { session, catalog, queries, confirmation, selection, explained } = proven;
  const { confirmed, rejected, before, after } = confirmation;
  const indexes: IndexAdvice[] = [];
  for (const index of confirmed) {
    const updated = queries
      .flatMap(({ text }) => readWrites(text, catalog))
      .flatMap(({ table, columns }) => (table === index.candidate.table ? (columns ?? []) : []));
    indexes.push({
      ...index,
      reason: describeReason(index.candidate),
      statement: concurrently(index.definition),
      serves: served(proven, index),
      writes: await measureWrites(session, index, [...new Set(updated)]),
    });
  }
  const used = new Set([...before.values(), ...after.values()].flatMap(({ indexes: names }) => [...names]));
  const { method, gap, variables } = selection;
  return {
    indexes,
    rejected,
    unneeded: findUnneeded(catalog, used, confirmed),
    refused: queries.flatMap(({ name }) => (before.has(name) ? [] : [name])),
    selection: { method, gap, variables },
    explained,
  };
}

function served({ queries, confirmation }: Proven, index: ConfirmedIndex): readonly ServedQuery[] {
  return queries.flatMap(({ name, weight }) => {
    const before = confirmation.before.get(name);
    const after = confirmation.after.get(name);
    if (before === undefined || after === undefined || !after.indexes.has(index.name)) return [];
    return [
      {
        name,
        weight,
        blocksBefore: before.blocks,
        blocksAfter: after.blocks,
        medianMsBefore: before.medianMs,
        medianMsAfter: after.medianMs,
      },
    ];
  });
}

function describeReason({ table, keys, included, predicate }: Candidate): string {
  const parts = [`${table.name} is looked up, joined or sorted by ${keys.map(({ sql }) => sql).join(', ')}`];
  if (included.length > 0)
    parts.push(
      `${included.join(', ')} ${included.length > 1 ? 'are' : 'is'} read along, so the table need not be`,
    );
  if (predicate !== null) parts.push(`every query asks for ${predicate}`);
  return `${parts.join('; ')}.`;
}

/** The server's own way of writing it; B-trees are what it builds when nothing is said. */
function concurrently(definition: string): string {
  return `${definition.replace(/^CREATE INDEX /, 'CREATE INDEX CONCURRENTLY ').replace(' USING btree ', ' ')};`;
}
