// A member asked a long question before the short one that would have settled it.
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const cheapTestLast: Rule = {
  id: 'cheap-test-last',
  category: 'extra_work',
  cost: 'a call per member that a field would have ruled out',
  severity: 'low',
  confidence: 'medium',
  why: '`a() && b` calls a() even where b is false; reading a field costs nothing.',
  mend: 'Ask the field first: `rule.isOn && rule.match(node)`.',
  bad: `export const ruleFor = (rules, node) => rules.find((rule) => rule.match(node) && rule.isOn);`,
  good: `export const ruleFor = (rules, node) => rules.find((rule) => rule.isOn && rule.match(node));`,
  check: (source) =>
    source.tree.of('LogicalExpression').flatMap((node) => {
      const { left, right, operator } = node;
      if (operator !== '&&' || left.type !== 'CallExpression' || left.callee.type !== 'MemberExpression')
        return [];
      if (right.type !== 'MemberExpression' || right.object.type !== 'Identifier') return [];
      const asked = pathOf(left.callee.object);
      const isSame = asked === right.object.name && left.arguments.length > 0;
      const binding = source.scopes.resolve(right.object);
      const isMember =
        binding?.kind === 'param' &&
        source.repeats(node).some(({ node: turn }) => turn === binding.declaration);
      return isSame && isMember
        ? [{ node, message: `\`${pathOf(right)}\` is read only after ${pathOf(left.callee)} was called.` }]
        : [];
    }),
};
