// All keys or values of an object listed for one of them, or to know whether there is any.
import { bare, type Call, pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

const LISTS = /^Object\.(keys|values|entries)$/;

export const keysForOne: Rule = {
  id: 'keys-for-one',
  category: 'micro_alloc',
  alsoCategories: ['extra_iteration'],
  cost: 'a list of all keys, for one',
  severity: 'low',
  confidence: 'medium',
  why: 'All keys are put into a list that is thrown away after its first member was read.',
  mend: 'Leave a `for (const key in object)` loop at the first that fits.',
  bad: `export function firstKey(cache) { return Object.keys(cache)[0]; }`,
  good: `export function firstKey(cache) { for (const key in cache) return key; }`,
  check: ({ tree, calls, functionOf }) => {
    const lists = new Map(calls.filter(isList).map(({ node }) => [node as unknown, true]));
    const keys = new Set<unknown>(calls.filter(isKeys).map(({ node }) => node));
    for (const list of tree.of('ArrayExpression'))
      if (list.elements.length === 1 && list.elements[0]?.type === 'SpreadElement') lists.set(list, true);
    const read = tree.of('MemberExpression').filter((node) => {
      const isFirst = node.computed && node.property.type === 'NumericLiteral' && node.property.value === 0;
      return isFirst && lists.has(bare(node.object));
    });
    const found = calls.filter(
      ({ name, object }) => object !== null && /^(find|findLast)$/.test(name) && keys.has(object),
    );
    return [...read, ...found.map(({ node }) => node)]
      .filter((node) => functionOf(node) !== null)
      .map((node) => ({ node, message: 'All keys are listed for one of them.' }));
  },
};

function isList({ callee, isNew, args }: Call): boolean {
  const isCopy = pathOf(callee) === 'Array.from' && args.length === 1 && args[0]?.type !== 'ObjectExpression';
  return !isNew && (LISTS.test(pathOf(callee)) || isCopy);
}

function isKeys({ callee, isNew }: Call): boolean {
  return !isNew && LISTS.test(pathOf(callee));
}
