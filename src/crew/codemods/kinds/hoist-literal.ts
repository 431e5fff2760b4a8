// A table or list of plain values written out inside of what runs often, written once for the module.
import type { ArrayExpression, Node, ObjectExpression } from '@babel/types';
import { isInlineFunction } from '../../tools/lint/functions.ts';
import type { Source } from '../../tools/lint/source.ts';
import type { Codemod, Mend } from '../codemod.ts';
import { constantOf, isPlain } from '../constants.ts';
import { hoist } from '../hoist.ts';

/** A shorter one costs less to write than to find. */
const FEW = 8;

export const hoistLiteral = {
  id: 'hoist-literal',
  why: 'The list or table is made anew on each call. It holds plain values only, and is only read: never changed, handed on, returned or compared.',
  risk: 'low',
  bad: 'export function daysIn(month) {\n  const days = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];\n  return days[month];\n}\n',
  good: 'const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];\n\nexport function daysIn(month) {\n  return DAYS[month];\n}\n',
  find(subject) {
    const { code } = subject;
    return [...code.tree.of('ArrayExpression'), ...code.tree.of('ObjectExpression')].flatMap(
      (expression): readonly Mend[] => {
        if (!isTable(expression) || !isOften(expression, code)) return [];
        const found = hoist(subject, {
          expression,
          title: `Write the ${expression.type === 'ArrayExpression' ? 'list' : 'table'} of ${sizeOf(expression)} once`,
          wantedName: expression.type === 'ArrayExpression' ? 'VALUES' : 'TABLE',
          isHarmless: (use) => isRead(use, expression, code),
        });
        return found === null ? [] : [found];
      },
    );
  },
} as const satisfies Codemod;

type Table = ArrayExpression | ObjectExpression;

function sizeOf(table: Table): number {
  return table.type === 'ArrayExpression' ? table.elements.length : table.properties.length;
}

function isTable(table: Table): boolean {
  const value = constantOf(table);
  if (typeof value !== 'object' || value === null || sizeOf(table) < 3) return false;
  return Object.values(value).every(isPlain);
}

function isOften(table: Table, code: Source): boolean {
  return sizeOf(table) >= FEW || code.repeats(table).length > 0;
}

const READING = /^(includes|indexOf|lastIndexOf|join|at|slice|concat)$/;
const GOING_THROUGH = /^(map|filter|some|every|find|findIndex|forEach)$/;

function isRead(use: Node, table: Table, { tree, calls }: Source): boolean {
  const member = tree.parent(use);
  if (member?.type === 'ForOfStatement') return member.right === use && table.type === 'ArrayExpression';
  if (member?.type === 'SpreadElement') return tree.parent(member)?.type === 'ArrayExpression';
  if (member?.type !== 'MemberExpression' || member.object !== use) return false;
  const above = tree.parent(member);
  const isCalled = calls.some(({ node, callee }) => callee === member && node.type !== 'NewExpression');
  if (!isCalled) return above !== null && !isWritten(member, above, tree.parent(above));
  if (table.type !== 'ArrayExpression' || member.computed || member.property.type !== 'Identifier')
    return false;
  const { name } = member.property;
  const callback = calls.find(({ callee }) => callee === member)?.args[0];
  // The third parameter of a callback is the list itself.
  const isShort =
    isInlineFunction(callback) &&
    callback.params.length <= 2 &&
    callback.params.every(({ type }) => type !== 'RestElement') &&
    callback.type === 'ArrowFunctionExpression';
  return READING.test(name) || (GOING_THROUGH.test(name) && isShort);
}

function isWritten(member: Node, parent: Node, above: Node | null): boolean {
  if (parent.type === 'AssignmentExpression') return parent.left === member;
  if (parent.type === 'TaggedTemplateExpression' || parent.type === 'NewExpression') return true;
  // What is written below a plain value goes nowhere, but what is called there may be anything of a prototype.
  if (parent.type === 'MemberExpression' && parent.object === member)
    return above?.type === 'AssignmentExpression' && above.left === parent;
  return (
    parent.type === 'UpdateExpression' ||
    parent.type === 'ForOfStatement' ||
    parent.type === 'ForInStatement' ||
    /Pattern$|^RestElement$|^OptionalMember|^TS/.test(parent.type) ||
    (parent.type === 'UnaryExpression' && parent.operator === 'delete') ||
    (parent.type === 'ObjectProperty' && above?.type === 'ObjectPattern')
  );
}
