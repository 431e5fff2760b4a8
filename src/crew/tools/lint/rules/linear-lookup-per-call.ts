// A list made only to be searched once: what it was made from answers directly.
import type { Node } from '@babel/types';
import { bare, pathOf } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';

const SEARCH = /^(includes|indexOf|find|some)$/;

export const linearLookupPerCall: Rule = {
  id: 'linear-lookup-per-call',
  category: 'linear_lookup_per_call',
  alsoCategories: ['extra_iteration'],
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
      if (object === null || sought === undefined || !SEARCH.test(name)) return [];
      const made = bare(object);
      const isEntries = made.type === 'CallExpression' && pathOf(made.callee) === 'Object.entries';
      if (isEntries && isByKey(sought))
        return [{ node, message: `${textOf(made)} is built only to find a key.` }];
      if (isInlineFunction(sought)) {
        const isCopied = textOf(copiedBy(made) ?? made).endsWith('.values()') && comparesMember(sought);
        return isCopied && made.type !== 'Identifier'
          ? [{ node, message: `${textOf(made)} is copied to a list only to ask ${name} of it.` }]
          : [];
      }
      if (made.type === 'CallExpression' && /^(Object\.keys|Reflect\.ownKeys)$/.test(pathOf(made.callee)))
        return [{ node, message: `${textOf(made)} is built only to ask ${name}.` }];
      const copied = copiedBy(made);
      const isOfSet = copied !== null && /\.keys\(\)$|[sS]et$/.test(textOf(copied));
      return isOfSet ? [{ node, message: `${textOf(made)} is built only to ask ${name}.` }] : [];
    }),
};

/** What `[...all]` and `Array.from(all)` copy. */
function copiedBy(made: Node): Node | null {
  if (made.type === 'ArrayExpression') {
    const [only] = made.elements;
    return made.elements.length === 1 && only?.type === 'SpreadElement' ? only.argument : null;
  }
  if (made.type !== 'CallExpression' || pathOf(made.callee) !== 'Array.from') return null;
  return made.arguments.length === 1 ? (made.arguments[0] ?? null) : null;
}

/** `(row) => row.id === id`. */
function comparesMember(test: Node): boolean {
  return isInlineFunction(test) && test.body.type === 'BinaryExpression' && /^===?$/.test(test.body.operator);
}

/** `([name]) => name === key`. */
function isByKey(test: Node): boolean {
  if (!isInlineFunction(test) || test.body.type !== 'BinaryExpression') return false;
  const [pair] = test.params;
  const key = pair?.type === 'ArrayPattern' ? pair.elements[0] : null;
  const { operator, left, right } = test.body;
  return (
    key?.type === 'Identifier' &&
    /^===?$/.test(operator) &&
    (pathOf(left) === key.name || pathOf(right) === key.name)
  );
}
