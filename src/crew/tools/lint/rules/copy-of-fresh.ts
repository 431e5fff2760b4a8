// A copy of a list that was made a moment ago and that nobody else holds.
import type { Node } from '@babel/types';
import { bare, type Call, pathOf } from '../calls.ts';
import { isInlineFunction } from '../functions.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

export const copyOfFresh: Rule = {
  id: 'copy-of-fresh',
  category: 'redundant_copy',
  alsoCategories: ['extra_iteration'],
  cost: 'one more list of the same members',
  severity: 'low',
  confidence: 'medium',
  why: 'map, filter and Object.keys already make a list of their own; a copy of it protects nobody.',
  mend: 'Use the fresh list itself.',
  bad: `export const names = (users) => [...users.map((user) => user.name)];`,
  good: `export const names = (users) => users.map((user) => user.name);`,
  check: (source) => [
    ...source.calls.flatMap(({ node, name, object, callee, args }) => {
      const copied =
        object !== null && name === 'slice' && args.length === 0
          ? object
          : pathOf(callee) === 'Array.from' && args.length === 1
            ? (args[0] ?? null)
            : null;
      const isCopy = copied !== null && isFresh(copied, source);
      return isCopy || isSame(node, source) ? [{ node, message: 'A list nobody else holds is copied.' }] : [];
    }),
    ...source.tree.of('ArrayExpression').flatMap((node) => {
      const [only] = node.elements;
      return node.elements.length === 1 && only?.type === 'SpreadElement' && isFresh(only.argument, source)
        ? [{ node, message: 'A list nobody else holds is copied.' }]
        : [];
    }),
  ],
};

/** Made by this very expression; the methods of an iterator make none. */
function isFresh(expression: Node, { callAt }: Source): boolean {
  const made = bare(expression);
  const call = callAt(made);
  if (call === undefined) return false;
  if (/^Object\.(keys|values|entries)$/.test(pathOf(call.callee))) return true;
  const isOfList = call.object !== null && /^(map|filter|flatMap)$/.test(call.name);
  return isOfList && isInlineFunction(call.args[0]) && !isOfIterator(call, callAt);
}

function isOfIterator({ object }: Call, callAt: Source['callAt']): boolean {
  const inner = callAt(object);
  if (inner === undefined) return false;
  const isIterator =
    /^(values|keys|entries|matchAll)$/.test(inner.name) && pathOf(inner.object ?? inner.node) !== 'Object';
  return isIterator || isOfIterator(inner, callAt);
}

/** `all.map((one) => one)`. */
function isSame(node: Node, { callAt }: Source): boolean {
  const call = callAt(node);
  const [step] = call?.args ?? [];
  if (call?.name !== 'map' || !isInlineFunction(step) || step.async || step.params.length !== 1) return false;
  const [param] = step.params;
  return param?.type === 'Identifier' && step.body.type === 'Identifier' && step.body.name === param.name;
}
