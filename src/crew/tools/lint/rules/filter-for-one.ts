// A list filtered whole for its first member, or to know whether there is one.
import { bare } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Node } from '@babel/types';
import type { Rule } from '../rule.ts';

export const filterForOne: Rule = {
  id: 'filter-for-one',
  category: 'extra_iteration',
  cost: 'the whole list instead of a part',
  severity: 'low',
  confidence: 'high',
  why: 'All members are tested and copied although the first match already answers.',
  mend: 'Use `find` for the member and `some` for whether there is one.',
  bad: `export const admin = (users) => users.filter((user) => user.isAdmin)[0];`,
  good: `export const admin = (users) => users.find((user) => user.isAdmin);`,
  check: ({ tree, calls }) => [
    ...calls.flatMap(({ node, name, object, args }) => {
      const isTaken = object !== null && /^(pop|shift)$/.test(name) && args.length === 0 && isFilter(object);
      return isTaken ? [{ node, message: `A whole list is filtered for the one that ${name} takes.` }] : [];
    }),
    ...[...tree.of('MemberExpression'), ...tree.of('OptionalMemberExpression')].flatMap((node) => {
      if (!isFilter(node.object)) return [];
      const isFirst = node.computed && node.property.type === 'NumericLiteral' && node.property.value === 0;
      const parent = tree.parent(node);
      const isLength =
        !node.computed && node.property.type === 'Identifier' && node.property.name === 'length';
      const isAny = isLength && parent !== null && (isComparedToNone(parent, node) || isTruth(parent, node));
      return isFirst || isAny
        ? [
            {
              node,
              message: `A whole list is filtered ${isFirst ? 'for its first match' : 'to know whether there is a match'}.`,
            },
          ]
        : [];
    }),
  ],
};

function isComparedToNone(parent: Node, node: Node): boolean {
  return (
    parent.type === 'BinaryExpression' &&
    parent.left === node &&
    parent.right.type === 'NumericLiteral' &&
    parent.right.value === 0 &&
    /^(>|[!=]==?)$/.test(parent.operator)
  );
}

/** Only its truth is read. */
function isTruth(parent: Node, node: Node): boolean {
  if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') return parent.test === node;
  return parent.type === 'UnaryExpression' && parent.operator === '!';
}

function isFilter(object: Node): boolean {
  const call = bare(object);
  if (call.type !== 'CallExpression' && call.type !== 'OptionalCallExpression') return false;
  const callee = bare(call.callee);
  const isMethod = callee.type === 'MemberExpression' || callee.type === 'OptionalMemberExpression';
  const [test] = call.arguments;
  return (
    isMethod &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'filter' &&
    (isInlineFunction(test) || test?.type === 'Identifier')
  );
}
