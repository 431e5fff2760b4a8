// Which statements of a file run in one transaction, and which of those the file itself undoes.
import type { Node } from 'libpg-query';
import type { Draft } from './migration-finding.ts';
import type { MigrationStatement } from './read-statements.ts';

export interface Place {
  /** The same number for what commits together; null where the statement commits alone. */
  readonly transaction: number | null;
  /** Whether the file rolls it back. */
  readonly undone: boolean;
  readonly drafts: readonly Draft[];
}

interface Open {
  readonly number: number;
  readonly from: number;
  readonly line: number;
}

/** One place for each statement. `wrapped`: the tool that runs the file opens a transaction around it. */
export function placeInTransactions(
  statements: readonly MigrationStatement[],
  wrapped: boolean,
): readonly Place[] {
  const places: { transaction: number | null; undone: boolean; drafts: Draft[] }[] = [];
  let open: Open | null = null;
  for (const [index, { tree, line }] of statements.entries()) {
    const step = stepOf(tree);
    const drafts: Draft[] = [];
    if (step === 'begin' && (open !== null || wrapped)) {
      const outer = open === null ? 'the tool that runs the file has opened' : `line ${open.line} has opened`;
      drafts.push(
        nesting(`begins a transaction inside of the one ${outer}; Postgres ignores it with a warning`),
      );
    } else if (step === 'begin') open = { number: index, from: index, line };
    else if ((step === 'commit' || step === 'rollback') && open === null) {
      drafts.push(
        nesting(
          wrapped
            ? 'ends the transaction the tool that runs the file has opened; what follows is no longer undone together'
            : 'ends a transaction that nobody has opened',
        ),
      );
    }
    places.push({ transaction: open?.number ?? (wrapped ? -1 : null), undone: false, drafts });
    if (open !== null && (step === 'commit' || step === 'rollback')) {
      if (step === 'rollback') for (const place of places.slice(open.from)) place.undone = true;
      open = null;
    }
  }
  const last = open === null ? undefined : places[open.from];
  last?.drafts.push({
    rule: 'uncommitted-transaction',
    severity: 'error',
    what: 'begins a transaction that the file does not end: nothing of it stays, or its locks are held until somebody ends it',
    safe: 'COMMIT;',
  });
  return places;
}

function nesting(what: string): Draft {
  return { rule: 'transaction-nesting', severity: 'warning', what, safe: null };
}

function stepOf(tree: Node | null): 'begin' | 'commit' | 'rollback' | null {
  if (tree === null || !('TransactionStmt' in tree)) return null;
  switch (tree.TransactionStmt.kind) {
    case 'TRANS_STMT_BEGIN':
    case 'TRANS_STMT_START':
      return 'begin';
    case 'TRANS_STMT_COMMIT':
      return 'commit';
    case 'TRANS_STMT_ROLLBACK':
      return 'rollback';
    case 'TRANS_STMT_SAVEPOINT':
    case 'TRANS_STMT_RELEASE':
    case 'TRANS_STMT_ROLLBACK_TO':
    case 'TRANS_STMT_PREPARE':
    case 'TRANS_STMT_COMMIT_PREPARED':
    case 'TRANS_STMT_ROLLBACK_PREPARED':
    case undefined:
      return null;
    default:
      return tree.TransactionStmt.kind satisfies never;
  }
}
