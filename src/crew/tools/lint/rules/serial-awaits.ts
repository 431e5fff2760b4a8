// Two reads in a row of which the second needs nothing of the first.
import type { CallExpression, Node, Statement } from '@babel/types';
import { bare, pathOf } from '../calls.ts';
import type { Hit, Rule } from '../rule.ts';
import type { Source } from '../source.ts';

/** The same thing done twice may be told apart only by what is done first. */
const ORDERED =
  /sleep|delay|wait|timeout|lock|next|write|send|emit|click|type|press|goto|page|expect|drain|step|prompt|ask|log|run|exec|install|build|migrat|commit|publish|delete|remove|create|update|insert|save|move|push|add|import|render|test/i;
const READS = /^(get|fetch|load|read|find|list|count|query|resolve|lookup)([A-Z]\w*)?$/;

const FILES = /(^|\.)(rm|rmdir|unlink|writeFile|copyFile)$/;

export const serialAwaits: Rule = {
  id: 'serial-awaits',
  category: 'await_serial',
  cost: 'sum of the waits instead of the longest',
  severity: 'medium',
  confidence: 'medium',
  why: 'The second read is only asked for when the first has answered, although it needs nothing of it.',
  mend: 'Ask for both at once: `const [a, b] = await Promise.all([…, …])`.',
  bad: `async function page(id) {
    const user = await getUser(id);
    const orders = await getOrders(id);
    return { user, orders };
  }`,
  good: `async function page(id) {
    const [user, orders] = await Promise.all([getUser(id), getOrders(id)]);
    return { user, orders };
  }`,
  check: (source) => [
    ...readsInOneObject(source),
    ...filesInARow(source),
    ...source.tree.of('BlockStatement').flatMap(({ body }) =>
      body.flatMap((second, index) => {
        const first = body[index - 1];
        if (first === undefined) return [];
        const [one, other] = [readOf(first, second), readOf(second, first)];
        if (one === null || other === null || !isBeside(one, other)) return [];
        const before = index > 1 ? readOf(body[index - 2] ?? first) : null;
        const isRun = before !== null && isBeside(before, one);
        return isRun || needs(second, first, source)
          ? []
          : [{ node: second, message: 'This read waits for the one before, and needs nothing of it.' }];
      }),
    ),
  ],
};

/** Of one thing, or each of a model of its own: `User.findByPk()`, `Order.findAll()`. */
function isBeside(one: { readonly end: string }, other: { readonly end: string }): boolean {
  const isModel = (end: string): boolean => /(^|\.)[A-Z]\w*$|^(prisma|models)\./.test(end);
  return one.end === other.end || (isModel(one.end) && isModel(other.end));
}

/** `const x = await read(…)`, with the object it is asked of. */
function readOf(statement: Statement, beside?: Statement): { readonly end: string } | null {
  if (
    statement.type !== 'VariableDeclaration' ||
    statement.kind !== 'const' ||
    statement.declarations.length !== 1
  )
    return null;
  const call = awaitedBy(statement.declarations[0]?.init);
  if (call?.type !== 'CallExpression') return null;
  const path = pathOf(call.callee);
  const name = path.split('.').at(-1) ?? '';
  const isSame = beside !== undefined && !ORDERED.test(name) && name !== '' && calleeOf(beside) === path;
  return READS.test(name) || isSame
    ? { end: path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : '' }
    : null;
}

/** `hash` of `const x = await hash(…)`. */
function calleeOf(statement: Statement): string {
  const init = statement.type === 'VariableDeclaration' ? statement.declarations[0]?.init : null;
  const call = awaitedBy(init);
  return call?.type === 'CallExpression' ? pathOf(call.callee) : '';
}

/** `await read(id)`, also where it is only asked under a condition: `id && (await read(id))`. */
function awaitedBy(init: Node | null | undefined): Node | null {
  const value = init == null ? null : bare(init);
  if (value?.type === 'LogicalExpression' && value.operator === '&&') return awaitedBy(value.right);
  if (value?.type === 'ConditionalExpression' && /^(NullLiteral|Identifier)$/.test(value.alternate.type))
    return awaitedBy(value.consequent);
  return value?.type === 'AwaitExpression' ? bare(value.argument) : null;
}

/** `await rm(a); await rm(b);`: files of other names, which nothing keeps in order. */
function filesInARow({ tree, textOf }: Source): readonly Hit[] {
  const fileOf = (statement: Statement | undefined): CallExpression | null => {
    if (statement?.type !== 'ExpressionStatement') return null;
    const call = awaitedBy(statement.expression);
    return call?.type === 'CallExpression' && FILES.test(pathOf(call.callee)) ? call : null;
  };
  return tree.of('BlockStatement').flatMap(({ body }) =>
    body.flatMap((second, index) => {
      const [one, other] = [fileOf(body[index - 1]), fileOf(second)];
      if (one === null || other === null || fileOf(body[index - 2]) !== null) return [];
      const isBeside = pathOf(one.callee) === pathOf(other.callee);
      const [first, next] = [one.arguments[0], other.arguments[0]];
      if (!isBeside || first === undefined || next === undefined || textOf(first) === textOf(next)) return [];
      return [{ node: second, message: 'This file waits for the one before, and needs nothing of it.' }];
    }),
  );
}

/** `{ key: await readFile(a), cert: await readFile(b) }`. */
function readsInOneObject(source: Source): readonly Hit[] {
  return source.tree.of('ObjectExpression').flatMap(({ properties }) => {
    const asked = properties.flatMap((property) => {
      const call = property.type === 'ObjectProperty' ? awaitedBy(property.value) : null;
      return call?.type === 'CallExpression' ? [call] : [];
    });
    const [first, second] = asked.map(({ callee }) => pathOf(callee));
    const isRead = READS.test(first?.split('.').at(-1) ?? '');
    return asked[1] !== undefined && isRead && first === second
      ? [{ node: asked[1], message: 'This read waits for the one before, and needs nothing of it.' }]
      : [];
  });
}

function needs(second: Node, first: Node, { scopes, tree }: Source): boolean {
  const names = new Set(
    scopes.bindings.filter(({ identifier }) => tree.holds(first, identifier)).map(({ name }) => name),
  );
  return tree.within(second).some((node) => node.type === 'Identifier' && names.has(node.name));
}
