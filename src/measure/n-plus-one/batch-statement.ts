// The one statement that answers what a loop asks turn by turn: `WHERE id = ANY($1)` for `WHERE id = $1`. Offered only for shapes
// where all rows of all turns are the same rows; whatever else the tree holds, no replacement is offered.
import { parseSync, type Node, type SelectStmt } from 'libpg-query';
import type { RepeatedQuery } from './find-repeats.ts';

interface Edit {
  /** Bytes into the statement, as the tree counts. */
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

interface Comparison {
  readonly column: readonly string[];
  readonly edit: Edit;
}

/** Parts of a SELECT that make the rows of one turn depend on each other: to run them for all turns at once gives other rows. */
const BINDING = [
  'distinctClause',
  'groupClause',
  'havingClause',
  'windowClause',
  'limitCount',
  'limitOffset',
  'lockingClause',
  'intoClause',
  'withClause',
  'valuesLists',
] as const satisfies readonly (keyof SelectStmt)[];

/** openFingerprinter() must have been awaited: it loads the grammar. */
export function batchStatement({
  fingerprint,
  varying,
}: Pick<RepeatedQuery, 'fingerprint' | 'varying'>): string | null {
  const [number] = varying;
  if (!fingerprint.isParsed || varying.length !== 1 || number === undefined) return null;
  const { sql } = fingerprint;
  const select = soleSelect(sql);
  if (select === null || !isPlain(select)) return null;
  if (count(select, isParameter(number)) !== 1) return null;
  const comparison = conjuncts(select.whereClause)
    .map((node) => readComparison(node, number, sql))
    .find((found) => found !== null);
  if (comparison === undefined) return null;
  const edited = apply(sql, [...showColumn(select, comparison.column), comparison.edit]);
  return soleSelect(edited) === null ? null : edited;
}

function soleSelect(sql: string): SelectStmt | null {
  try {
    const { stmts = [] } = parseSync(sql);
    const node = stmts.length === 1 ? stmts[0]?.stmt : undefined;
    return node !== undefined && 'SelectStmt' in node ? node.SelectStmt : null;
  } catch {
    return null;
  }
}

/**
 * A function in the list may be an aggregate; the tree alone does not tell. Joins are as good as tables: which rows a condition
 * on one column keeps is decided row by row, after them.
 */
function isPlain(select: SelectStmt): boolean {
  return (
    select.op === 'SETOP_NONE' &&
    BINDING.every((part) => select[part] === undefined) &&
    count(select.targetList, (key) => key === 'FuncCall' || key === 'SubLink') === 0 &&
    count(select.fromClause, (key) => key === 'RangeSubselect' || key === 'RangeFunction') === 0
  );
}

function conjuncts(node: Node | undefined): readonly Node[] {
  if (node === undefined) return [];
  if ('BoolExpr' in node && node.BoolExpr.boolop === 'AND_EXPR')
    return (node.BoolExpr.args ?? []).flatMap(conjuncts);
  return [node];
}

/** `column = $n`, with or without a cast. */
function readComparison(node: Node, number: number, sql: string): Comparison | null {
  if (!('A_Expr' in node) || node.A_Expr.kind !== 'AEXPR_OP') return null;
  const { name, lexpr, rexpr } = node.A_Expr;
  const [operator] = namesOf(name);
  if (operator !== '=' || lexpr === undefined || rexpr === undefined || !('ColumnRef' in lexpr)) return null;
  const column = namesOf(lexpr.ColumnRef.fields);
  const parameter = 'TypeCast' in rexpr ? rexpr.TypeCast.arg : rexpr;
  if (parameter === undefined || !('ParamRef' in parameter) || parameter.ParamRef.number !== number)
    return null;
  const at = parameter.ParamRef.location ?? 0;
  const written = Buffer.from(sql).subarray(at).toString('utf8');
  const cast = 'TypeCast' in rexpr;
  // Postgres's own word for a type may be two (`double precision`) or have a size: those are left alone.
  const match = (cast ? /^\$\d+::([a-z_][a-z0-9_]*)(?![\w\s]*[([])/i : /^\$\d+(?!\s*::)/).exec(written);
  if (match === null || column.length === 0) return null;
  const inserted = `ANY($${number}${cast ? `::${match[1]}[]` : ''})`;
  return { column, edit: { at, removed: Buffer.byteLength(match[0]), inserted } };
}

/** Each row must say which turn it answers: the compared column goes into the list where it is not there yet. */
function showColumn({ targetList = [], fromClause }: SelectStmt, column: readonly string[]): Edit[] {
  // Of several tables each may have a column of that name.
  const isAlone = fromClause?.length === 1 && count(fromClause, (key) => key === 'JoinExpr') === 0;
  const qualifier = column.slice(0, -1).join('.');
  const isShown = targetList.some((target) => {
    if (!('ResTarget' in target)) return false;
    const { val, name } = target.ResTarget;
    if (val === undefined || !('ColumnRef' in val)) return false;
    const { fields = [] } = val.ColumnRef;
    const names = namesOf(fields);
    const isAll = fields.some((field) => 'A_Star' in field);
    if (isAll) return isAlone || names.length === 0 || names.join('.') === qualifier;
    if (name !== undefined) return false;
    return isAlone ? names.at(-1) === column.at(-1) : names.join('.') === column.join('.');
  });
  const [first] = targetList;
  if (isShown || first === undefined || !('ResTarget' in first)) return [];
  const quoted = column.map((name) =>
    /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`,
  );
  return [{ at: first.ResTarget.location ?? 0, removed: 0, inserted: `${quoted.join('.')}, ` }];
}

function namesOf(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []));
}

function isParameter(number: number): (key: string, value: unknown) => boolean {
  return (key, value) =>
    key === 'ParamRef' &&
    typeof value === 'object' &&
    value !== null &&
    'number' in value &&
    value.number === number;
}

/** Keys of the tree, at any depth, of which the rule holds. */
function count(tree: unknown, holds: (key: string, value: unknown) => boolean): number {
  if (typeof tree !== 'object' || tree === null) return 0;
  return Object.entries(tree).reduce(
    (sum, [key, value]) => sum + (holds(key, value) ? 1 : 0) + count(value, holds),
    0,
  );
}

/** In the order of their places. */
function apply(sql: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((one, other) => other.at - one.at)
    .reduce(
      (bytes, { at, removed, inserted }) =>
        Buffer.concat([bytes.subarray(0, at), Buffer.from(inserted), bytes.subarray(at + removed)]),
      Buffer.from(sql),
    )
    .toString('utf8');
}
