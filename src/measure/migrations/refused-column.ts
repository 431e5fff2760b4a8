// A new column that must not be NULL and has no default: refused where there are rows, and the mend is known.
import type { Node } from 'libpg-query';
import type { Draft } from './migration-finding.ts';
import { safeNotNull } from './safe-ways.ts';
import { alterations, written } from './tree-parts.ts';

/** SQLSTATE not_null_violation. */
const NULL_REFUSED = '23502';
const NOT_NULL = /\s+not\s+null\b/gi;

/** Null where something else was refused. */
export function refusedColumn(tree: Node, text: string, sqlState: string): Draft | null {
  if (sqlState !== NULL_REFUSED || !('AlterTableStmt' in tree)) return null;
  const added = alterations(tree).flatMap(({ subtype, def }) =>
    subtype === 'AT_AddColumn' && def !== undefined && 'ColumnDef' in def ? [def.ColumnDef] : [],
  );
  const required = added.find(({ constraints }) =>
    (constraints ?? []).some((each) => 'Constraint' in each && each.Constraint.contype === 'CONSTR_NOTNULL'),
  );
  const { relation } = tree.AlterTableStmt;
  if (required?.colname === undefined || relation === undefined) return null;
  const table = written(relation);
  const isOnly = (text.match(NOT_NULL) ?? []).length === 1;
  return {
    rule: 'required-column',
    severity: 'error',
    what: `fails: ${table} has rows, and the new ${required.colname} must not be NULL and has no default; every INSERT of code that still runs would fail too`,
    safe: isOnly
      ? [
          `${text.replaceAll(NOT_NULL, '')};`,
          '-- When the code fills it and the old rows are filled in batches:',
          safeNotNull(table, required.colname),
        ].join('\n')
      : null,
  };
}
