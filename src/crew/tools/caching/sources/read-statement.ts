// What one statement reads and writes, and whether its answer depends on who asks, on the time or on chance: from Postgres's own parse tree.
import { parseSync } from 'libpg-query';
import { numberPlaceholders } from '../../../../measure/n-plus-one/number-placeholders.ts';
import { columnPath, isRecord, nodesIn } from '../../../../measure/advice/syntax.ts';
import { readText } from './read-text.ts';
import { UNKNOWN_TABLE, writesOf, type Written } from './writes-of.ts';

export interface StatementFacts {
  readonly reads: readonly string[];
  readonly writes: readonly Written[];
  /** Columns that name a person and are compared with a value: the rows are somebody's. */
  readonly ownerConditions: readonly string[];
  /** Columns that name a person among the results. */
  readonly ownerResults: readonly string[];
  /** What gives another answer each time. */
  readonly volatile: readonly string[];
  /** What depends on the session that asks. */
  readonly session: readonly string[];
  readonly functions: readonly string[];
  readonly parameters: number;
  /** OFFSET: a new row moves the rows of every page. */
  readonly isPaged: boolean;
  readonly isParsed: boolean;
}

const OWNER =
  /^(?:user|customer|account|owner|member|tenant|org|organi[sz]ation|patient|employee|client|profile|session|recipient|subscriber|buyer|person)_?(?:id|uuid|key|email|token)$/i;
const VOLATILE =
  /^(?:now|random|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday|gen_random_uuid|uuid_generate_v\d\w*|uuidv[47]|nextval|currval|lastval|random_normal|setseed|age)$/;
const SESSION = /^(?:current_setting|set_config|inet_client_addr|pg_backend_pid|row_security_active)$/;

export function readStatement(sql: string): StatementFacts {
  for (const text of [sql, numberPlaceholders(sql)]) {
    try {
      return factsOf(parseSync(text).stmts ?? []);
    } catch {
      // The next way to read it.
    }
  }
  return readText(sql);
}

function factsOf(tree: readonly unknown[]): StatementFacts {
  const nodes = [...nodesIn(tree)];
  const writes = nodes.flatMap(writesOf);
  const ctes = new Set(
    nodes.flatMap((node) => ('CommonTableExpr' in node ? [node.CommonTableExpr.ctename ?? ''] : [])),
  );
  const tables = nodes.flatMap((node) =>
    'RangeVar' in node && !(node.RangeVar.schemaname === undefined && ctes.has(node.RangeVar.relname ?? ''))
      ? [(node.RangeVar.relname ?? UNKNOWN_TABLE).toLowerCase()]
      : [],
  );
  const functions = nodes.flatMap((node) => {
    const last = 'FuncCall' in node ? node.FuncCall.funcname?.at(-1) : undefined;
    return last !== undefined && 'String' in last ? [(last.String.sval ?? '').toLowerCase()] : [];
  });
  const values = nodes.flatMap((node) =>
    'SQLValueFunction' in node ? [(node.SQLValueFunction.op ?? '').replace('SVFOP_', '').toLowerCase()] : [],
  );
  const isPerson = (name: string): boolean => /user|role|catalog|schema/.test(name);
  const settings = nodes.some((node) => 'VariableSetStmt' in node) ? ['SET'] : [];
  return {
    reads: unique(tables),
    writes,
    ownerConditions: unique(nodes.flatMap(ownerConditions)),
    ownerResults: unique(
      nodes.flatMap((node) =>
        'ResTarget' in node && node.ResTarget.val !== undefined ? owners(node.ResTarget.val) : [],
      ),
    ),
    volatile: unique([
      ...functions.filter((name) => VOLATILE.test(name)),
      ...values.filter((name) => !isPerson(name)),
      ...nodes.flatMap((node) => ('RangeTableSample' in node ? ['TABLESAMPLE'] : [])),
    ]),
    session: unique([
      ...functions.filter((name) => SESSION.test(name)),
      ...values.filter(isPerson),
      ...settings,
    ]),
    functions: unique(functions),
    parameters: Math.max(0, ...nodes.map((node) => ('ParamRef' in node ? (node.ParamRef.number ?? 0) : 0))),
    isPaged: nodes.some((node) => 'SelectStmt' in node && node.SelectStmt.limitOffset !== undefined),
    isParsed: true,
  };
}

/** `customer_id = $1`, `user_id IN (…)`, not a join of two columns. */
function ownerConditions(node: Parameters<typeof columnPath>[0]): readonly string[] {
  if (!('A_Expr' in node)) return [];
  const { lexpr, rexpr } = node.A_Expr;
  const sides: readonly unknown[] = [lexpr, rexpr];
  const columns = sides.map((side) => (isRecord(side) ? [...nodesIn(side)].flatMap(owners) : []));
  const isJoin = sides.every((side) => isRecord(side) && 'ColumnRef' in side);
  return isJoin ? [] : columns.flat();
}

function owners(node: Parameters<typeof columnPath>[0]): readonly string[] {
  const column = columnPath(node)?.at(-1);
  return column !== undefined && OWNER.test(column) ? [column] : [];
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}
