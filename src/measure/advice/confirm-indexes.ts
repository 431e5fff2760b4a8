// Builds chosen indexes for real, executes the workload, and keeps only those without which more blocks are read.
import type { DatabaseSession } from '../../ports/databases.ts';
import { describeCandidate, hasExpression, type Candidate } from './candidate.ts';
import { quoteName, tableId } from './catalog.ts';
import { runWorkload, weightedBlocks, type Executions } from './run-workload.ts';
import type { WorkloadQuery } from './workload.ts';

export interface NamedCandidate {
  readonly name: string;
  readonly candidate: Candidate;
}

export interface ConfirmedIndex extends NamedCandidate {
  /** As the server prints it. */
  readonly definition: string;
  readonly sizeBytes: number;
  /** Blocks of the whole workload, by weight, without this index and with it, all other confirmed ones in place. */
  readonly blocksWithout: number;
  readonly blocksWith: number;
}

export interface RejectedIndex extends NamedCandidate {
  readonly why: 'not used by any plan' | 'no fewer blocks';
}

export interface Confirmation {
  readonly confirmed: readonly ConfirmedIndex[];
  readonly rejected: readonly RejectedIndex[];
  readonly before: Executions;
  readonly after: Executions;
}

export interface ConfirmRequest {
  /** On a clone that only this confirmation uses. */
  readonly session: DatabaseSession;
  readonly queries: readonly WorkloadQuery[];
  readonly chosen: readonly NamedCandidate[];
  /** Executions on the same clone, before. */
  readonly before: Executions;
}

/** The least useful index goes first, then all others are asked again: one may stand in for another. */
export async function confirmIndexes({
  session,
  queries,
  chosen,
  before,
}: ConfirmRequest): Promise<Confirmation> {
  for (const { name, candidate } of chosen) {
    await session.query(`CREATE INDEX ${quoteName(name)} ${describeCandidate(candidate)}`);
    if (hasExpression(candidate)) await session.query(`ANALYZE ${tableId(candidate.table)}`);
  }
  const rejected: RejectedIndex[] = [];
  let kept = chosen;
  for (;;) {
    const after = await runWorkload(session, queries);
    const judged = [];
    for (const one of kept) judged.push(await judge(one, after));
    const worst = judged.reduce<(typeof judged)[number] | null>(
      (least, next) =>
        next.gain <= 0 && (least === null || next.gain < least.gain || (!next.used && least.used))
          ? next
          : least,
      null,
    );
    if (worst === null) {
      const confirmed = judged.map(({ index }) => index);
      return { confirmed, rejected, before, after };
    }
    const { name, candidate } = worst.index;
    const why = worst.used ? 'no fewer blocks' : 'not used by any plan';
    rejected.push({ name, candidate, why });
    await session.query(`DROP INDEX ${schemaOf(candidate)}.${quoteName(name)}`);
    kept = kept.filter((one) => one.name !== name);
  }

  async function judge({ name, candidate }: NamedCandidate, after: Executions) {
    const used = after.values().some(({ indexes }) => indexes.has(name));
    const qualified = `${schemaOf(candidate)}.${quoteName(name)}`;
    const mark = (valid: boolean) =>
      session.query(`UPDATE pg_index SET indisvalid = ${valid} WHERE indexrelid = $1::regclass`, [qualified]);
    await mark(false);
    // No other plan can change.
    const affected = queries.filter((query) => after.get(query.name)?.indexes.has(name));
    const without = new Map([...after, ...(await runWorkload(session, affected))]);
    await mark(true);
    const [row] = await session.query(
      `SELECT pg_relation_size($1::regclass)::float8 AS size, pg_get_indexdef($1::regclass) AS definition`,
      [qualified],
    );
    const blocksWithout = weightedBlocks(queries, without);
    const blocksWith = weightedBlocks(queries, after);
    const sizeBytes = Number(row?.['size']);
    const definition = String(row?.['definition']);
    const index = { name, candidate, definition, sizeBytes, blocksWithout, blocksWith };
    return { index, used, gain: used ? blocksWithout - blocksWith : 0 };
  }
}

function schemaOf({ table }: Candidate): string {
  return quoteName(table.schema);
}
