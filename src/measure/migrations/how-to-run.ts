// Where a statement can be traced: Postgres refuses some inside of a transaction, and some are not this database's business.
import type { Node, ReindexStmt, VacuumStmt } from 'libpg-query';

/**
 * `traced`: in a transaction that is rolled back, then for real. `outside`: only for real. `traced-only`: means nothing
 * outside of a transaction. `applied`: a setting. `none`: the transaction itself. `server-wide`: never.
 */
export type HowToRun = 'traced' | 'outside' | 'traced-only' | 'applied' | 'none' | 'server-wide';

const SERVER_WIDE = [
  'AlterSystemStmt',
  'CreatedbStmt',
  'DropdbStmt',
  'AlterDatabaseStmt',
  'AlterDatabaseSetStmt',
  'CreateTableSpaceStmt',
  'DropTableSpaceStmt',
  'CreateSubscriptionStmt',
  'DropSubscriptionStmt',
] as const;

export function howToRun(tree: Node): HowToRun {
  if (SERVER_WIDE.some((kind) => kind in tree)) return 'server-wide';
  if ('TransactionStmt' in tree) return 'none';
  if ('VariableSetStmt' in tree) return 'applied';
  if ('LockStmt' in tree) return 'traced-only';
  return isOutside(tree) ? 'outside' : 'traced';
}

function isOutside(tree: Node): boolean {
  if ('IndexStmt' in tree) return tree.IndexStmt.concurrent === true;
  if ('DropStmt' in tree) return tree.DropStmt.concurrent === true;
  if ('VacuumStmt' in tree) return tree.VacuumStmt.is_vacuumcmd === true;
  if ('DiscardStmt' in tree) return tree.DiscardStmt.target === 'DISCARD_ALL';
  if ('ClusterStmt' in tree) return tree.ClusterStmt.relation === undefined;
  if ('ReindexStmt' in tree) return isConcurrentReindex(tree.ReindexStmt) || isWholeReindex(tree.ReindexStmt);
  return isConcurrentDetach(tree);
}

/** CONCURRENTLY in any of its places. */
export function isConcurrent(tree: Node): boolean {
  if ('ReindexStmt' in tree) return isConcurrentReindex(tree.ReindexStmt);
  return ('IndexStmt' in tree || 'DropStmt' in tree || isConcurrentDetach(tree)) && isOutside(tree);
}

export function isWholeReindex({ kind }: ReindexStmt): boolean {
  return kind !== 'REINDEX_OBJECT_INDEX' && kind !== 'REINDEX_OBJECT_TABLE';
}

export function isFullVacuum({ options, is_vacuumcmd: isVacuum }: VacuumStmt): boolean {
  return isVacuum === true && hasOption(options, 'full');
}

function isConcurrentReindex({ params }: ReindexStmt): boolean {
  return hasOption(params, 'concurrently');
}

function isConcurrentDetach(tree: Node): boolean {
  if (!('AlterTableStmt' in tree)) return false;
  return (tree.AlterTableStmt.cmds ?? []).some((command) => {
    if (!('AlterTableCmd' in command)) return false;
    const { subtype, def } = command.AlterTableCmd;
    if (subtype === 'AT_DetachPartitionFinalize') return true;
    return def !== undefined && 'PartitionCmd' in def && def.PartitionCmd.concurrent === true;
  });
}

/** `(FULL)`, `FULL` and `(FULL true)` are on; `(FULL false)` is not. */
function hasOption(options: readonly Node[] | undefined, name: string): boolean {
  return (options ?? []).some((option) => {
    if (!('DefElem' in option) || option.DefElem.defname !== name) return false;
    const { arg } = option.DefElem;
    if (arg === undefined) return true;
    if ('Boolean' in arg) return arg.Boolean.boolval === true;
    if ('Integer' in arg) return arg.Integer.ival === 1;
    return 'String' in arg && /^(true|on)$/i.test(arg.String.sval ?? '');
  });
}
