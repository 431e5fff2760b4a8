// An object taken apart, walked several times and put together again.
import { bare, pathOf } from '../calls.ts';
import type { Node } from '@babel/types';
import type { Rule } from '../rule.ts';

export const entriesChain: Rule = {
  id: 'entries-chain',
  category: 'extra_iteration',
  alsoCategories: ['micro_alloc'],
  cost: 'a list of pairs per pass',
  severity: 'low',
  confidence: 'medium',
  why: 'Each pass makes a new list of pairs that only the next one reads.',
  mend: 'Assign into one object in one loop.',
  bad: `export const clean = (page) => Object.fromEntries(
    Object.entries(page).filter(([, value]) => value != null).map(([key, value]) => [key, String(value)]));`,
  good: `export function clean(page) {
    const result = {};
    for (const [key, value] of Object.entries(page)) if (value != null) result[key] = String(value);
    return result;
  }`,
  check: ({ calls }) =>
    calls.flatMap(({ node, callee, isNew, args: [list] }) => {
      if (isNew && pathOf(callee) === 'Map' && list !== undefined && isPairsMapped(list))
        return [{ node, message: 'A Map is made from pairs that are made from pairs.' }];
      if (pathOf(callee) !== 'Object.fromEntries' || list === undefined || passes(list) < 2) return [];
      return [{ node, message: `An object is put together from ${passes(list)} passes over its parts.` }];
    }),
};

function passes(list: Node): number {
  const call = bare(list);
  if (
    call.type !== 'CallExpression' ||
    call.callee.type !== 'MemberExpression' ||
    call.callee.property.type !== 'Identifier'
  )
    return 0;
  return /^(map|filter|flatMap)$/.test(call.callee.property.name) ? 1 + passes(call.callee.object) : 0;
}

/** `Object.entries(table).map(…)`. */
function isPairsMapped(list: Node): boolean {
  const call = bare(list);
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return false;
  const { object, property } = call.callee;
  const pairs = bare(object);
  return (
    property.type === 'Identifier' &&
    property.name === 'map' &&
    pairs.type === 'CallExpression' &&
    pathOf(pairs.callee) === 'Object.entries'
  );
}
