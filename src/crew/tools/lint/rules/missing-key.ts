// Elements of a list without keys: React cannot tell which is which.
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';

export const missingKey: Rule = {
  id: 'missing-key',
  category: 'needless_rerender',
  cost: 'all elements behind an insertion',
  severity: 'medium',
  confidence: 'high',
  why: 'Without keys elements are matched by place: one put in front renders, and often rebuilds, all the others.',
  mend: 'Give each element a key that stays with its datum.',
  bad: `const List = ({ items }) => <ul>{items.map((item) => <li>{item.name}</li>)}</ul>;`,
  good: `const List = ({ items }) => <ul>{items.map((item) => <li key={item.id}>{item.name}</li>)}</ul>;`,
  check: ({ calls, tree }) =>
    calls.flatMap(({ node, name, args: [render] }) => {
      if (
        !/^(map|flatMap)$/.test(name) ||
        !isInlineFunction(render) ||
        tree.parent(node)?.type !== 'JSXExpressionContainer'
      )
        return [];
      const body =
        render.body.type === 'BlockStatement'
          ? render.body.body.findLast((statement) => statement.type === 'ReturnStatement')?.argument
          : render.body;
      if (body?.type !== 'JSXElement') return [];
      const hasKey = body.openingElement.attributes.some(
        (attribute) => attribute.type === 'JSXSpreadAttribute' || attribute.name.name === 'key',
      );
      return hasKey ? [] : [{ node: body, message: 'The elements of this list have no key.' }];
    }),
};
