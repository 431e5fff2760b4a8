// Which statement brought the rows that a loop goes through one by one: the one before it with as many rows as there are turns.
import type { CapturedStatement, HookCapture } from '../../ports/sql-capture.ts';
import type { Fingerprinter } from './fingerprint-statement.ts';
import type { RepeatedQuery } from './find-repeats.ts';

/** Null where no statement before the first turn brought so many rows. */
export function findParent(
  { statements }: Pick<HookCapture, 'statements'>,
  repeat: RepeatedQuery,
  fingerprint: Fingerprinter,
): CapturedStatement | null {
  const isTurn = ({ sql }: CapturedStatement): boolean => fingerprint(sql).key === repeat.fingerprint.key;
  for (const [requestId, own] of Map.groupBy(statements, (statement) => statement.requestId)) {
    if (requestId === null) continue;
    const inOrder = own.toSorted((one, other) => one.atMs - other.atMs);
    const first = inOrder.findIndex(isTurn);
    if (first === -1) continue;
    const turns = inOrder.filter(isTurn).length;
    const parent = inOrder.slice(0, first).findLast(({ rows }) => rows === turns);
    if (parent !== undefined) return parent;
  }
  return null;
}
