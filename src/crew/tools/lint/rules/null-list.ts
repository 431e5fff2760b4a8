// A list made to test for nothing.
import { bare } from '../calls.ts';
import type { Rule } from '../rule.ts';

export const nullList: Rule = {
  id: 'null-list',
  category: 'micro_alloc',
  cost: 'a list per test',
  severity: 'low',
  confidence: 'high',
  why: 'A list is allocated and searched to ask what one comparison answers.',
  mend: 'Write `value == null`, or `value != null`.',
  bad: `export const isAbsent = (value) => [null, undefined].includes(value);`,
  good: `export const isAbsent = (value) => value == null;`,
  check: ({ calls }) =>
    calls.flatMap(({ node, name, object }) => {
      const list = object === null ? null : bare(object);
      const isNull =
        name === 'includes' &&
        list?.type === 'ArrayExpression' &&
        list.elements.length > 0 &&
        list.elements.every(
          (element) =>
            element?.type === 'NullLiteral' ||
            (element?.type === 'Identifier' && element.name === 'undefined'),
        );
      return isNull ? [{ node, message: 'A list is made to test for null and undefined.' }] : [];
    }),
};
