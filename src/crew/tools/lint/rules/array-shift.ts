// The head of a list taken or put in a loop: the rest moves each time.
import type { Node } from '@babel/types';
import { isList } from '../arrays.ts';
import { bare, pathOf } from '../calls.ts';
import { isFrom } from '../invariance.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

export const arrayShift: Rule = {
  id: 'array-shift',
  category: 'array_shift',
  cost: 'O(n²)',
  severity: 'medium',
  confidence: 'medium',
  why: 'Each call moves all remaining members by one place.',
  mend: 'Read by an index that moves on, or push and reverse once; a queue may keep a head index.',
  bad: `function walk(root: Node) {
    const queue = [root];
    while (queue.length > 0) { const node = queue.shift(); queue.push(...node.children); }
  }`,
  good: `function walk(root: Node) {
    const queue = [root];
    for (const node of queue) { queue.push(...node.children); }
  }`,
  check: (source) => [
    ...source.calls.flatMap(({ node, name, object, args }) => {
      if (
        object === null ||
        !((name === 'shift' && args.length === 0) || name === 'unshift' || isFromHead(name, args)) ||
        !isList(object, source)
      )
        return [];
      const [repeat] = source.turns(node);
      const isOuter = repeat !== undefined && isFrom(repeat.node, object, source);
      return isOuter
        ? [{ node, message: `\`${pathOf(object)}.${name}\` moves the whole list in each turn.` }]
        : [];
    }),
    ...source.tree.of('AssignmentExpression').flatMap((node) => {
      const tail = bare(node.right);
      const cut = source.callAt(tail);
      const [from, to] = cut?.name === 'slice' ? cut.args : [];
      const isTail = from?.type === 'NumericLiteral' && from.value > 0 && to === undefined;
      const list = cut?.object ?? null;
      if (!isTail || list === null || pathOf(list) !== pathOf(node.left) || !isList(list, source)) return [];
      return source.turns(node).some(({ node: region }) => isOutside(list, region, source))
        ? [{ node, message: `The rest of \`${pathOf(list)}\` is copied in each turn.` }]
        : [];
    }),
  ],
};

/** `splice(0, 1)`. */
function isFromHead(name: string, [from, count]: readonly Node[]): boolean {
  return name === 'splice' && from?.type === 'NumericLiteral' && from.value === 0 && count !== undefined;
}

function isOutside(list: Node, region: Node, { scopes, tree }: Source): boolean {
  const binding = list.type === 'Identifier' ? scopes.resolve(list) : null;
  return binding !== null && !tree.holds(region, binding.identifier);
}
