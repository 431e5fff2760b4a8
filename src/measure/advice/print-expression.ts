// Writes the few expressions an index can be made of back as SQL; what it does not know for sure it leaves alone.
import type { A_Const, Node } from '@pgsql/types';
import { quoteName } from './catalog.ts';
import type { Term } from './access.ts';

/** The column a reference means, where it belongs to the table in question. */
export type ColumnOf = (reference: Node) => string | null;

/** A column, or a function, cast or operator on columns of one table and constants; null for all else. */
export function printTerm(node: Node, columnOf: ColumnOf): Term | null {
  const column = columnOf(node);
  if (column !== null) return { sql: quoteName(column), columns: [column] };
  const columns = new Set<string>();
  const sql = print(node, (reference) => {
    const found = columnOf(reference);
    if (found !== null) columns.add(found);
    return found;
  });
  return sql === null || columns.size === 0 ? null : { sql: `(${sql})`, columns: [...columns] };
}

export function printConstant(node: Node): string | null {
  if ('A_Const' in node) return printValue(node.A_Const);
  if (!('TypeCast' in node) || node.TypeCast.arg === undefined) return null;
  const value = printConstant(node.TypeCast.arg);
  const type = typeName(node.TypeCast.typeName?.names);
  return value === null || type === null ? null : `${value}::${type}`;
}

function print(node: Node, columnOf: ColumnOf): string | null {
  const column = columnOf(node);
  if (column !== null) return quoteName(column);
  if ('A_Const' in node) return printValue(node.A_Const);
  if ('TypeCast' in node) {
    const { arg, typeName: type } = node.TypeCast;
    const inner = arg === undefined ? null : print(arg, columnOf);
    // A length or precision would have to be written too.
    const name = (type?.typmods ?? []).length > 0 ? null : typeName(type?.names);
    return inner === null || name === null ? null : `(${inner})::${name}`;
  }
  if ('FuncCall' in node) return printCall(node.FuncCall, columnOf);
  if ('A_Expr' in node && node.A_Expr.kind === 'AEXPR_OP') {
    const { lexpr, rexpr, name } = node.A_Expr;
    const left = lexpr === undefined ? null : print(lexpr, columnOf);
    const right = rexpr === undefined ? null : print(rexpr, columnOf);
    const operator = words(name);
    if (left === null || right === null || operator?.length !== 1) return null;
    return `(${left} ${operator[0]} ${right})`;
  }
  return null;
}

function printCall(
  call: Extract<Node, { FuncCall: unknown }>['FuncCall'],
  columnOf: ColumnOf,
): string | null {
  const plain =
    !call.agg_star &&
    !call.agg_distinct &&
    !call.func_variadic &&
    call.over === undefined &&
    call.agg_filter === undefined &&
    call.agg_order === undefined;
  const name = words(call.funcname);
  const texts = (call.args ?? []).map((argument) => print(argument, columnOf));
  const known = texts.filter((text) => text !== null);
  if (!plain || name === null || known.length < texts.length) return null;
  return `${name.map(quoteName).join('.')}(${known.join(', ')})`;
}

function printValue(constant: A_Const): string | null {
  if (constant.sval !== undefined) return literal(constant.sval.sval ?? '');
  if (constant.ival !== undefined) return String(constant.ival.ival ?? 0);
  if (constant.fval !== undefined) return constant.fval.fval ?? null;
  if (constant.boolval !== undefined) return String(constant.boolval.boolval ?? false);
  return null;
}

function typeName(names: Node[] | undefined): string | null {
  return words(names)?.map(quoteName).join('.') ?? null;
}

function words(nodes: Node[] | undefined): string[] | null {
  const found = (nodes ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []));
  return found.length === (nodes ?? []).length && found.length > 0 ? found : null;
}

/** With a backslash the meaning would hang on a setting of the server. */
function literal(text: string): string | null {
  return text.includes('\\') ? null : `'${text.replaceAll("'", "''")}'`;
}
