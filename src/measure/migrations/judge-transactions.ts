// What only the order of statements shows: locks that outlive their statement, and locks waited for without a limit.
import type { Node } from 'libpg-query';
import { describeHolds, holds, listNames, type Hold } from './hold.ts';
import type { Draft } from './migration-finding.ts';
import type { MigrationStatement } from './read-statements.ts';
import type { Trace } from './trace-statement.ts';

export interface Run {
  readonly statement: MigrationStatement;
  /** Null where it was not traced. */
  readonly trace: Trace | null;
  readonly transaction: number | null;
}

/** Drafts by the index of their statement. */
export type Placed = readonly { readonly index: number; readonly draft: Draft }[];

export function judgeTransactions(runs: readonly Run[], lockTimeoutGiven: boolean): Placed {
  return [...(lockTimeoutGiven ? [] : missingLockTimeout(runs)), ...lockHeld(runs), ...enumValuesUsed(runs)];
}

/** Once for each file: one SET at its top mends all. */
function missingLockTimeout(runs: readonly Run[]): Placed {
  const index = runs.findIndex(
    ({ trace }) => trace !== null && !trace.hasLockTimeout && holds(trace).length > 0,
  );
  const trace = runs[index]?.trace;
  if (trace === null || trace === undefined) return [];
  const what = `${describeHolds(holds(trace))} and may wait for that lock as long as any other transaction runs; everybody who comes later waits behind it`;
  const safe = "SET lock_timeout = '5s';";
  return [{ index, draft: { rule: 'missing-lock-timeout', severity: 'warning', what, safe } }];
}

interface Earlier extends Hold {
  readonly line: number;
}

/** Once for each transaction, at the first statement that lets earlier wait longer. */
function lockHeld(runs: readonly Run[]): Placed {
  const held = new Map<number, Earlier[]>();
  const told = new Set<number>();
  return runs.flatMap(({ statement, trace, transaction }, index) => {
    if (trace === null || transaction === null) return [];
    const earlier = held.get(transaction) ?? [];
    held.set(transaction, [...earlier, ...holds(trace).map((hold) => ({ ...hold, line: statement.line }))]);
    if (earlier.length === 0 || told.has(transaction)) return [];
    const work = workOf(trace);
    const taken = holds(trace).filter(({ table }) => !earlier.some((each) => each.table.oid === table.oid));
    if (work === null && taken.length === 0) return [];
    told.add(transaction);
    const names = listNames([...new Set(earlier.map(({ table }) => table.name))]);
    const since = `${names}, locked since line ${earlier[0]?.line ?? statement.line},`;
    const what =
      work === null
        ? `takes a strong lock on ${listNames(taken.map(({ table }) => table.name))} while ${since} is still locked: two such locks in one transaction invite deadlocks`
        : `${work} while ${since} stays locked until the transaction ends`;
    const safe = `COMMIT;\nBEGIN;\n${statement.text};`;
    return [
      { index, draft: { rule: 'lock-held', severity: work === null ? 'note' : 'warning', what, safe } },
    ];
  });
}

/** What takes as long as there are rows; null where nothing does. */
function workOf({ work, changes }: Trace): string | null {
  if (changes.rewritten.length > 0) return `rewrites ${listNames(changes.rewritten.map(({ name }) => name))}`;
  const written = work.filter(({ rowsWritten }) => rowsWritten > 0);
  if (written.length > 0) return `changes rows of ${listNames(written.map(({ table }) => table.name))}`;
  const scanned = work.filter(({ scans }) => scans > 0);
  return scanned.length === 0 ? null : `reads all of ${listNames(scanned.map(({ table }) => table.name))}`;
}

function enumValuesUsed(runs: readonly Run[]): Placed {
  const added = runs.flatMap(({ statement: { tree, line }, transaction }, index) => {
    if (transaction === null || tree === null || !('AlterEnumStmt' in tree)) return [];
    const { newVal, oldVal } = tree.AlterEnumStmt;
    return newVal === undefined || oldVal !== undefined ? [] : [{ value: newVal, line, transaction, index }];
  });
  return added.flatMap(({ value, line, transaction, index: from }) => {
    const uses = (run: Run, index: number) =>
      index > from &&
      run.transaction === transaction &&
      run.statement.tree !== null &&
      mentions(run.statement.tree, value);
    const index = runs.findIndex(uses);
    if (index === -1) return [];
    const what = `uses the value ${value} in the transaction that adds it to its type (line ${line}); Postgres refuses that`;
    const safe = `COMMIT;\nBEGIN;\n${runs[index]?.statement.text ?? ''};`;
    return [{ index, draft: { rule: 'enum-value-used', severity: 'error', what, safe } satisfies Draft }];
  });
}

/** A literal of the tree. What a function's text does is not seen. */
function mentions(tree: Node, value: string): boolean {
  return JSON.stringify(tree).includes(`"sval":{"sval":${JSON.stringify(value)}}`);
}
