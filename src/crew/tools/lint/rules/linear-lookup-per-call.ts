// A list made only to be searched once: what it was made from answers directly.
import { bare, pathOf } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';

const SEARCH = /^(includes|indexOf|find|some)$/;

export const linearLookupPerCall: Rule = {
  id: 'linear-lookup-per-call',
  category: 'linear_lookup_per_call',
  cost: 'O(n) where O(1) would do',
  severity: 'medium',
  confidence: 'high',
  why: 'All keys or members are copied into a list, then walked, to answer what the object or Set knows at once.',
  mend: 'Ask `Object.hasOwn(object, key)`, `set.has(value)` or `map.get(key)` directly.',
  bad: `function isKnown(users: Record<string, User>, id: string) {
    return Object.keys(users).includes(id);
  }`,
  good: `function isKnown(users: Record<string, User>, id: string) {
    return Object.hasOwn(users, id);
  }`,
  check: ({ calls, textOf }) =>
    calls.flatMap(({ node, name, object, args: [sought] }) => {
      if (object === null || sought === undefined || !SEARCH.test(name) || isInlineFunction(sought))
        return [];
      const made = bare(object);
      if (made.type === 'CallExpression' && /^(Object\.keys|Reflect\.ownKeys)$/.test(pathOf(made.callee)))
        return [{ node, message: `${textOf(made)} is built only to ask ${name}.` }];
      const spread = made.type === 'ArrayExpression' && made.elements.length === 1 ? made.elements[0] : null;
      const isOfSet = spread?.type === 'SpreadElement' && /\.keys\(\)$|[sS]et$/.test(textOf(spread.argument));
      return isOfSet ? [{ node, message: `${textOf(made)} is built only to ask ${name}.` }] : [];
    }),
};
