// `filter(…)[0]` stops at the first with `find`.
import { isInlineFunction } from '../../tools/lint/functions.ts';
import type { Node } from '@babel/types';
import type { Source } from '../../tools/lint/source.ts';
import { at, span, type Codemod, type Mend } from '../codemod.ts';
import { isSurelyList } from '../lists.ts';

export const findFirst = {
  id: 'find-first',
  why: '`filter` asks about every item and keeps a list of which one is used; `find` stops at the first. The test of an item is an arrow of comparisons and member reads without calls, so leaving out the rest is not seen, but for this: where reading a later item would throw, it is no longer read.',
  risk: 'medium',
  bad: 'export const byId = (id, ...all) => all.filter((item) => item.id === id)[0];\n',
  good: 'export const byId = (id, ...all) => all.find((item) => item.id === id);\n',
  find: ({ code }) =>
    code.tree.of('MemberExpression').flatMap((member): readonly Mend[] => {
      const { object: call, property, computed } = member;
      if (!computed || property.type !== 'NumericLiteral' || property.value !== 0) return [];
      if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return [];
      const { callee } = call;
      const [test, ...others] = call.arguments;
      if (callee.computed || callee.property.type !== 'Identifier' || callee.property.name !== 'filter')
        return [];
      if (others.length > 0 || !isInlineFunction(test) || test.type !== 'ArrowFunctionExpression') return [];
      if (!isSurelyList(callee.object, code) || !isSimpleTest(test.body, code) || test.async) return [];
      if (test.params.length > 2 || isPlace(member, code)) return [];
      return [
        {
          ...at(call),
          subject: code.textOf(member),
          title: 'Stop at the first with find',
          edits: [
            { ...span(callee.property), text: 'find' },
            { start: call.end ?? 0, end: member.end ?? 0, text: '' },
          ],
        },
      ];
    }),
} as const satisfies Codemod;

const SIMPLE =
  /^(Identifier|\w+Literal|MemberExpression|OptionalMemberExpression|BinaryExpression|LogicalExpression|ConditionalExpression|TemplateElement|TS\w+)$/;

function isSimpleTest(body: Node, { tree }: Source): boolean {
  return [body, ...tree.within(body)].every(
    (node) =>
      SIMPLE.test(node.type) || (node.type === 'UnaryExpression' && /^(!|typeof|-)$/.test(node.operator)),
  );
}

/** Written to, deleted, or called with the list as `this`. */
function isPlace(member: Node, { tree }: Source): boolean {
  const parent = tree.parent(member);
  if (parent === null) return true;
  if (parent.type === 'AssignmentExpression') return parent.left === member;
  return (
    ('callee' in parent && parent.callee === member) ||
    parent.type === 'UpdateExpression' ||
    parent.type === 'TaggedTemplateExpression' ||
    parent.type === 'UnaryExpression' ||
    parent.type === 'OptionalMemberExpression' ||
    parent.type.endsWith('Pattern') ||
    ((parent.type === 'ForOfStatement' || parent.type === 'ForInStatement') && parent.left === member)
  );
}
