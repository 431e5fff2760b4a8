// Columns of a table that a plan's condition compares only after a cast, a function or a calculation: no index on the bare column serves that.
import type { Node } from '@pgsql/types';
import { loadModule, parseSync } from 'libpg-query';
import { columnPath, nodesIn } from '../advice/syntax.ts';
import { nodesOf, type PlanNode } from './plan-tree.ts';

export interface WrappedColumn {
  readonly column: string;
  /** Type it is cast to, by the server's own short name; null where more than a cast is done to it. */
  readonly castTo: string | null;
  /** The whole condition, as the plan writes it. */
  readonly condition: string;
}

/** What a B-tree answers: docs of PostgreSQL, chapter "Index Types". */
const INDEXABLE = new Set(['=', '<', '>', '<=', '>=']);
const JOIN_CONDITIONS = new Set(['Hash Cond', 'Merge Cond', 'Join Filter']);

/** Of the scan's own filter and of the joins above it. */
export async function wrappedColumns(root: PlanNode, scan: PlanNode): Promise<readonly WrappedColumn[]> {
  await loadModule();
  const joins = nodesOf(root)
    .filter((node) => nodesOf(node).includes(scan))
    .flatMap(({ conditions }) => conditions.filter(({ label }) => JOIN_CONDITIONS.has(label)));
  const own = scan.conditions.filter(({ label }) => label === 'Filter');
  const belongs = (node: Node): string | null => {
    const path = columnPath(node);
    if (path === null || path.length > 2) return null;
    const [first = '', second] = path;
    return second === undefined ? first : first === scan.alias ? second : null;
  };
  return [...own, ...joins].flatMap(({ text }) =>
    conjuncts(text).flatMap((conjunct) =>
      wrappedIn(conjunct, belongs).map((wrapped) => ({ ...wrapped, condition: text })),
    ),
  );
}

/** The parts joined by AND; none where the plan writes what is not SQL, as it does of subplans. */
function conjuncts(condition: string): readonly Node[] {
  try {
    const [statement] = parseSync(`SELECT WHERE ${condition}`).stmts ?? [];
    const select = statement?.stmt;
    if (select === undefined || !('SelectStmt' in select)) return [];
    const where = select.SelectStmt.whereClause;
    return where === undefined ? [] : split(where);
  } catch {
    return [];
  }
}

function split(node: Node): readonly Node[] {
  const isAnd = 'BoolExpr' in node && node.BoolExpr.boolop === 'AND_EXPR';
  return isAnd ? (node.BoolExpr.args ?? []).flatMap(split) : [node];
}

type ColumnOf = (node: Node) => string | null;

function wrappedIn(node: Node, columnOf: ColumnOf): readonly Omit<WrappedColumn, 'condition'>[] {
  if (!('A_Expr' in node)) return [];
  const { kind, name, lexpr, rexpr } = node.A_Expr;
  const operator = name?.at(-1);
  const isIndexable =
    (kind === 'AEXPR_OP' || kind === 'AEXPR_OP_ANY') &&
    operator !== undefined &&
    'String' in operator &&
    INDEXABLE.has(operator.String.sval ?? '');
  if (!isIndexable || lexpr === undefined || rexpr === undefined) return [];
  const left = columnsIn(lexpr, columnOf);
  const right = columnsIn(rexpr, columnOf);
  // A condition between two columns of one table is for no index.
  if (left.length > 0 && right.length > 0) return [];
  const side = left.length > 0 ? lexpr : rexpr;
  const [column, ...more] = [...new Set([...left, ...right])];
  if (column === undefined || more.length > 0 || columnOf(side) !== null) return [];
  return [{ column, castTo: castOf(side, columnOf) }];
}

function columnsIn(node: Node, columnOf: ColumnOf): readonly string[] {
  return [...nodesIn(node)].flatMap((part) => columnOf(part) ?? []);
}

function castOf(node: Node, columnOf: ColumnOf): string | null {
  if (!('TypeCast' in node) || node.TypeCast.arg === undefined) return null;
  const { arg, typeName } = node.TypeCast;
  if (columnOf(arg) === null || (typeName?.arrayBounds ?? []).length > 0) return null;
  const last = typeName?.names?.at(-1);
  return last !== undefined && 'String' in last ? (last.String.sval ?? null) : null;
}
