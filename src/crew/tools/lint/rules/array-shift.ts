// The head of a list taken or put in a loop: the rest moves each time.
import { isList } from '../arrays.ts';
import { pathOf } from '../calls.ts';
import { isFrom } from '../invariance.ts';
import type { Rule } from '../rule.ts';

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
  check: (source) =>
    source.calls.flatMap(({ node, name, object, args }) => {
      if (
        object === null ||
        !((name === 'shift' && args.length === 0) || name === 'unshift') ||
        !isList(object, source)
      )
        return [];
      const [repeat] = source.repeats(node);
      const isOuter = repeat !== undefined && isFrom(repeat.node, object, source);
      return isOuter
        ? [{ node, message: `\`${pathOf(object)}.${name}\` moves the whole list in each turn.` }]
        : [];
    }),
};
