// Tests in a row that each wait for an answer of their own, although none needs the one before.
import type { AwaitExpression, IfStatement, Statement } from '@babel/types';
import { bare, pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

const ASKS = /^(load|get|fetch|find|is|has|can|may|should)([A-Z]\w*)?$/;

export const serialTests: Rule = {
  id: 'serial-tests',
  category: 'await_serial',
  cost: 'sum of the waits instead of the longest',
  severity: 'medium',
  confidence: 'medium',
  why: 'The second question is only asked when the first is answered, and asked whatever that answer is.',
  mend: 'Ask both at once: `const [a, b] = await Promise.all([…, …])`, then test them.',
  bad: `export async function rights(user) {
    if (await canRead(user)) { allow('read'); }
    if (await canWrite(user)) { allow('write'); }
  }`,
  good: `export async function rights(user) {
    const [reads, writes] = await Promise.all([canRead(user), canWrite(user)]);
    if (reads) { allow('read'); }
    if (writes) { allow('write'); }
  }`,
  check: (source) =>
    source.tree.of('BlockStatement').flatMap(({ body }) =>
      body.flatMap((second, index) => {
        const [one, other] = [askedBy(body[index - 1]), askedBy(second)];
        if (one === null || other === null || askedBy(body[index - 2]) !== null) return [];
        const isFree = argsOf(one, source) === argsOf(other, source) && !changes(body[index - 1], source);
        return isFree
          ? [{ node: other, message: 'This test waits for the one before, and needs nothing of it.' }]
          : [];
      }),
    ),
};

/** `if (await canRead(user))`, without an else. */
function askedBy(statement: Statement | undefined): AwaitExpression | null {
  if (statement?.type !== 'IfStatement' || statement.alternate != null) return null;
  const test = bare(statement.test);
  const call = test.type === 'AwaitExpression' ? bare(test.argument) : null;
  if (test.type !== 'AwaitExpression' || call?.type !== 'CallExpression') return null;
  return ASKS.test(pathOf(call.callee).split('.').at(-1) ?? '') && call.arguments.length > 0 ? test : null;
}

function argsOf({ argument }: AwaitExpression, { textOf }: Source): string {
  const call = bare(argument);
  return call.type === 'CallExpression' ? call.arguments.map(textOf).join() : '';
}

/** It ends the function, waits, or writes. */
function changes(statement: Statement | undefined, { tree }: Source): boolean {
  if (statement?.type !== 'IfStatement') return true;
  const { consequent }: IfStatement = statement;
  return tree
    .within(consequent)
    .some(({ type }) =>
      /^(Return|Throw|Break|Continue)Statement$|^(Await|Assignment|Update)Expression$/.test(type),
    );
}
