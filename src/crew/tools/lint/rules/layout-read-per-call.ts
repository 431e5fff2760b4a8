// The layout asked in a method of something on the page, each time anew.
import type { Node } from '@babel/types';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

export const layoutReadPerCall: Rule = {
  id: 'layout-read-per-call',
  category: 'layout_thrash',
  cost: 'a layout of the page where something has changed before',
  severity: 'medium',
  confidence: 'medium',
  why: 'The browser must bring the layout up to date before it can answer; events come faster than layouts change.',
  mend: 'Keep the rectangle while it cannot have changed, or read it once in an animation frame before all writes.',
  bad: `class Ripple { show(x) { const box = this.host.getBoundingClientRect(); this.draw(x - box.left); } }`,
  good: `class Ripple { show(x) { const box = this.box ??= this.host.getBoundingClientRect(); this.draw(x - box.left); } }`,
  check: (source) =>
    source.calls.flatMap(({ node, name, object }) => {
      const isRead =
        object !== null && /^(getBoundingClientRect|getClientRects|getComputedStyle)$/.test(name);
      // All read in one go is what the mend of reads and writes in turn asks for.
      const isBatch = source.repeats(node).length > 0;
      return isRead && !isBatch && source.functionOf(node) !== null && !isKept(node, source)
        ? [{ node, message: `\`${name}\` may lay out the page at each call.` }]
        : [];
    }),
};

/** `a || read()`, `a ??= read()`, or behind a test. */
function isKept(node: Node, { tree, functionOf }: Source): boolean {
  const owner = functionOf(node);
  return tree
    .ancestors(node)
    .slice(0, 8)
    .some(
      (at) =>
        owner !== null &&
        tree.holds(owner, at) &&
        at !== owner &&
        (at.type === 'LogicalExpression' ||
          at.type === 'ConditionalExpression' ||
          at.type === 'IfStatement' ||
          (at.type === 'AssignmentExpression' && /^(\?\?|\|\|)=$/.test(at.operator))),
    );
}
