// One statement for all rows instead of one per row: what a loop asks turn by turn is asked once and grouped by its key.
import type { ForOfStatement, Identifier, Node } from '@babel/types';
import { batchStatement } from '../../../measure/n-plus-one/batch-statement.ts';
import { bare, type Call, pathOf } from '../../tools/lint/calls.ts';
import type { Source } from '../../tools/lint/source.ts';
import { at, span, type Codemod, type Mend } from '../codemod.ts';
import type { Edit } from '../edit.ts';
import { hasComments, indentOf } from '../hoist.ts';
import { freshName } from '../module-level.ts';
import { readKey } from '../select-list.ts';
import { sqlOf } from '../reads.ts';

export const oneQuery = {
  id: 'one-query',
  why: 'The loop asks the database once per row and waits each time. One statement with `= ANY($1)` brings the rows of all turns, each with its key, in the order it had within its turn. Nothing else in the loop waits or asks the same database. Look at: rows that share a key now share one list, and all turns see the database as of one moment.',
  risk: 'medium',
  bad: "export async function all(db) {\n  const rows = await db.query('SELECT id FROM orders');\n  const done = [];\n  for (const row of rows) {\n    const items = await db.query('SELECT order_id, name FROM items WHERE order_id = $1 ORDER BY id', [row.id]);\n    done.push({ ...row, items });\n  }\n  return done;\n}\n",
  good: "export async function all(db) {\n  const rows = await db.query('SELECT id FROM orders');\n  const items = await db.query('SELECT order_id, name FROM items WHERE order_id = ANY($1)', [rows.map((row) => row.id)]);\n  return group(rows, items);\n}\n",
  find: ({ code }) => code.tree.of('ForOfStatement').flatMap((loop) => mend(loop, code)),
} as const satisfies Codemod;

interface Turn {
  readonly row: Identifier;
  readonly items: Identifier;
  readonly statement: Node;
  readonly call: Call;
  /** `row.id`. */
  readonly key: Node;
}

function mend(loop: ForOfStatement, code: Source): readonly Mend[] {
  const turn = readTurn(loop, code);
  const argument = turn?.call.args[0];
  const sql = sqlOf(argument, code);
  if (turn === null || argument === undefined || sql === null || !isRepeatable(loop, turn, code)) return [];
  const batched = batchStatement({ fingerprint: { key: '', sql, isParsed: true }, varying: [1] });
  const column = batched === null ? null : readKey(batched);
  // The rows would have a column more than before: whoever hands them on hands that on too.
  if (batched === null || column === null || readKey(sql) === null) return [];
  const statement = writeStatement(argument, batched, code);
  const lines = wholeLine(turn.statement, code);
  if (statement === null || lines === null) return [];
  return [
    {
      ...at(loop),
      subject: `${turn.items.name} of ${turn.row.name}`,
      title: `Ask once for the ${turn.items.name} of all ${code.textOf(loop.right)}`,
      edits: [...statement.edits, ...writeLoop(loop, turn, { code, column, text: statement.name, batched })],
    },
  ];
}

/** `for (const row of rows) { const items = await db.query(SQL, [row.id]); … }` */
function readTurn(loop: ForOfStatement, code: Source): Turn | null {
  if (loop.await || loop.left.type !== 'VariableDeclaration' || loop.left.kind !== 'const') return null;
  const row = loop.left.declarations[0]?.id;
  const statement = loop.body.type === 'BlockStatement' ? loop.body.body[0] : undefined;
  if (row?.type !== 'Identifier' || row.typeAnnotation || loop.right.type !== 'Identifier') return null;
  if (statement?.type !== 'VariableDeclaration' || statement.kind !== 'const' || hasComments(statement))
    return null;
  const [declarator, ...others] = statement.declarations;
  if (declarator?.id.type !== 'Identifier' || declarator.id.typeAnnotation || others.length > 0) return null;
  if (declarator.init?.type !== 'AwaitExpression') return null;
  const awaited = bare(declarator.init.argument);
  const call = code.calls.find(({ node }) => node === awaited);
  const values = call?.args[1];
  if (
    call?.name !== 'query' ||
    call.path === '' ||
    call.args.length !== 2 ||
    values?.type !== 'ArrayExpression'
  )
    return null;
  const [key, ...more] = values.elements;
  if (key?.type !== 'MemberExpression' || key.computed || more.length > 0) return null;
  if (key.object.type !== 'Identifier' || key.object.name !== row.name) return null;
  return { row, items: declarator.id, statement, call, key };
}

/**
 * The rows are a list that the same `query` answered (so what it answers are lists of rows), nobody changes them in the loop,
 * and nothing else in the loop waits or asks.
 */
function isRepeatable(loop: ForOfStatement, turn: Turn, code: Source): boolean {
  const { tree, scopes, calls } = code;
  const rows = loop.right.type === 'Identifier' ? scopes.resolve(loop.right) : null;
  if (rows?.kind !== 'const' || rows.init?.type !== 'AwaitExpression') return false;
  const asked = bare(rows.init.argument);
  if (asked.type !== 'CallExpression' || pathOf(asked.callee) !== turn.call.path) return false;
  if (scopes.bindings.some(({ name, writes }) => name === turn.call.path.split('.')[0] && writes.length > 0))
    return false;
  if (rows.references.some((use) => use !== loop.right && tree.holds(loop, use))) return false;
  const root = pathOf(turn.call.object ?? loop);
  const isQuiet = tree
    .within(loop.body)
    .every(
      (node) =>
        tree.holds(turn.statement, node) ||
        (!/^(Await|Yield)Expression$|^ForAwait/.test(node.type) &&
          !(node.type === 'AssignmentExpression' && pathOf(node.left).startsWith(`${turn.row.name}.`))),
    );
  const asksMore = calls.some(
    ({ node, args, path }) =>
      tree.holds(loop.body, node) &&
      node !== turn.call.node &&
      (path.startsWith(`${root}.`) || args.some((argument) => pathOf(argument) === root)),
  );
  const items = scopes.bindings.find(({ identifier }) => identifier === turn.items);
  return isQuiet && !asksMore && items !== undefined && items.references.every((use) => isKept(use, code));
}

const CHANGING = /^(push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin)$/;

/** Lists may be shared by turns now: none may change its own. */
function isKept(use: Node, { tree }: Source): boolean {
  const member = tree.parent(use);
  if (member?.type !== 'MemberExpression' || member.object !== use) return true;
  if (member.computed) return tree.parent(member)?.type !== 'AssignmentExpression';
  return (
    member.property.type !== 'Identifier' ||
    (!/^(rows|rowCount|fields)$/.test(member.property.name) && !CHANGING.test(member.property.name))
  );
}

interface Statement {
  /** Null where it is written in place. */
  readonly name: string | null;
  readonly edits: readonly Edit[];
}

/** The constant is changed where nobody else uses it. */
function writeStatement(argument: Node, batched: string, code: Source): Statement | null {
  const node = bare(argument);
  if (node.type !== 'Identifier') return { name: null, edits: [] };
  const binding = code.scopes.resolve(node);
  const { init } = binding ?? {};
  if (binding === null || !init || binding.references.length > 1) return null;
  if (code.tree.ancestors(binding.declaration).some(({ type }) => type === 'ExportNamedDeclaration'))
    return null;
  return { name: node.name, edits: [{ ...span(init), text: quoted(init, batched, code) }] };
}

/** In the quotes it stood in. */
function quoted(written: Node, sql: string, { textOf }: Source): string {
  const mark = textOf(written).charAt(0);
  const escaped = sql.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`);
  return `${mark}${mark === '`' ? escaped.replaceAll('${', '\\${') : escaped.replaceAll('\r', '\\r').replaceAll('\n', '\\n')}${mark}`;
}

interface Writing {
  readonly code: Source;
  readonly column: string;
  readonly text: string | null;
  readonly batched: string;
}

function writeLoop(
  loop: ForOfStatement,
  turn: Turn,
  { code, column, text, batched }: Writing,
): readonly Edit[] {
  const { items, row, call, key, statement } = turn;
  const newline = code.text.includes('\r\n') ? '\r\n' : '\n';
  const indent = indentOf(code.text, loop.start ?? 0);
  const step = indent.includes('\t') ? '\t' : '  ';
  const rows = code.textOf(loop.right);
  const all = freshName(code, `${items.name}By${capital(column)}`);
  const one = freshName(code, 'answered');
  const argument = call.args[0];
  const sql = text ?? (argument === undefined ? '' : quoted(argument, batched, code));
  const keys = `${rows}.map((${row.name}) => ${code.textOf(key)})`;
  const field = /^[A-Za-z_$][\w$]*$/.test(column) ? `${one}.${column}` : `${one}[${JSON.stringify(column)}]`;
  const lines = [
    `const ${all} = new Map();`,
    `for (const ${one} of await ${code.textOf(call.callee)}(${sql}, [${keys}])) {`,
    `${step}const key = String(${field});`,
    `${step}if (!${all}.has(key)) ${all}.set(key, []);`,
    `${step}${all}.get(key).push(${one});`,
    '}',
  ];
  const { start } = span(loop);
  const asked = code.text.slice(0, statement.end ?? 0).endsWith(';') ? ';' : '';
  return [
    { start, end: start, text: lines.map((line) => `${line}${newline}${indent}`).join('') },
    {
      ...span(statement),
      text: `const ${items.name} = ${all}.get(String(${code.textOf(key)})) ?? []${asked}`,
    },
  ];
}

function capital(column: string): string {
  return column.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, first: string) => first.toUpperCase());
}

function wholeLine({ start, end }: Node, { text }: Source): string | null {
  const before = text.slice(text.lastIndexOf('\n', (start ?? 0) - 1) + 1, start ?? 0);
  return /^\s*$/.test(before) || /\{\s*$/.test(before) ? text.slice(start ?? 0, end ?? 0) : null;
}
