// Sorts the conditions on one table into equalities, joins, ranges and constants; each branch of an OR is an access of its own.
import type { Node } from '@pgsql/types';
import type { Access, Term } from './access.ts';
import { printConstant, printTerm, type ColumnOf } from './print-expression.ts';
import { nodesIn } from './syntax.ts';

type Conditions = Pick<Access, 'equal' | 'joined' | 'ranges' | 'constants'>;
type Draft = {
  readonly [Part in keyof Conditions]: Conditions[Part][number][];
};

const RANGE = new Set(['<', '<=', '>', '>=']);
const BETWEEN = new Set(['AEXPR_BETWEEN', 'AEXPR_BETWEEN_SYM']);

export function readConditions(all: readonly Node[], columnOf: ColumnOf): readonly Conditions[] {
  const draft: Draft = { equal: [], joined: [], ranges: [], constants: [] };
  const branches: Conditions[] = [];
  const read = (node: Node): void => {
    if ('BoolExpr' in node && node.BoolExpr.boolop === 'AND_EXPR') {
      for (const part of node.BoolExpr.args ?? []) read(part);
    } else if ('BoolExpr' in node && node.BoolExpr.boolop === 'OR_EXPR') {
      for (const part of node.BoolExpr.args ?? []) branches.push(...readConditions([part], columnOf));
    } else readOne(node, draft, columnOf);
  };
  for (const node of all) read(node);
  return [draft, ...branches.filter(({ equal, ranges }) => equal.length + ranges.length > 0)];
}

function readOne(node: Node, draft: Draft, columnOf: ColumnOf): void {
  if ('A_Expr' in node) readComparison(node.A_Expr, draft, columnOf);
  else if ('NullTest' in node) {
    const term = node.NullTest.arg === undefined ? null : printTerm(node.NullTest.arg, columnOf);
    if (term === null) return;
    const isNull = node.NullTest.nulltesttype === 'IS_NULL';
    if (isNull) draft.equal.push(term);
    draft.constants.push({ sql: `${term.sql} IS ${isNull ? '' : 'NOT '}NULL`, term });
  } else {
    const negated = 'BoolExpr' in node && node.BoolExpr.boolop === 'NOT_EXPR';
    const [inner] = negated ? (node.BoolExpr.args ?? []) : [node];
    const term = inner === undefined ? null : printTerm(inner, columnOf);
    if (term !== null && inner !== undefined && 'ColumnRef' in inner)
      draft.constants.push({ sql: `${negated ? 'NOT ' : ''}${term.sql}`, term });
  }
}

function readComparison(
  { kind, name, lexpr, rexpr }: Extract<Node, { A_Expr: unknown }>['A_Expr'],
  draft: Draft,
  columnOf: ColumnOf,
): void {
  if (lexpr === undefined || rexpr === undefined) return;
  const [only] = name ?? [];
  const operator = only !== undefined && 'String' in only ? (only.String.sval ?? '') : '';
  for (const [own, other] of [
    [lexpr, rexpr],
    [rexpr, lexpr],
  ] as const) {
    const term = printTerm(own, columnOf);
    if (term === null || printTerm(other, columnOf) !== null) continue;
    if (kind === 'AEXPR_OP' && operator === '=') {
      const columns = nodesIn(other).some((part) => 'ColumnRef' in part);
      (columns ? draft.joined : draft.equal).push(term);
      addConstant(draft, term, { operator: '=', other });
    } else if ((kind === 'AEXPR_IN' || kind === 'AEXPR_OP_ANY') && operator === '=' && own === lexpr)
      draft.equal.push(term);
    else if (kind === 'AEXPR_OP' && RANGE.has(operator)) draft.ranges.push(term);
    else if (kind !== undefined && BETWEEN.has(kind) && own === lexpr) draft.ranges.push(term);
    else if (kind === 'AEXPR_OP' && operator === '<>' && own === lexpr)
      addConstant(draft, term, { operator, other });
  }
}

function addConstant(
  draft: Draft,
  term: Term,
  { operator, other }: { readonly operator: string; readonly other: Node },
): void {
  const value = printConstant(other);
  if (value !== null) draft.constants.push({ sql: `${term.sql} ${operator} ${value}`, term });
}
