// A constructor that makes a bound copy of many of its methods for each object.
import { bare, pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';

/** Below this many a class is bound for a listener or two. */
const MANY = 6;

export const methodsBoundPerInstance: Rule = {
  id: 'methods-bound-per-instance',
  category: 'micro_alloc',
  cost: 'a function per method and object',
  severity: 'low',
  confidence: 'medium',
  why: 'Each bound method is one more function that each object makes and keeps, used or not.',
  mend: 'Leave the methods on the prototype and call them on the object; bind the few that are handed on.',
  bad: `class Context { constructor() {
    this.load = this.load.bind(this); this.emit = this.emit.bind(this); this.warn = this.warn.bind(this);
    this.parse = this.parse.bind(this); this.watch = this.watch.bind(this); this.error = this.error.bind(this);
  } }`,
  good: `class Context { constructor() { this.error = this.error.bind(this); } }`,
  check: ({ tree, callAt }) =>
    tree.of('ClassMethod').flatMap((node) => {
      const owner = tree.ancestors(node).find(({ type }) => /^Class(Declaration|Expression)$/.test(type));
      const isAlone = owner !== undefined && 'superClass' in owner && !owner.superClass;
      if (node.kind !== 'constructor' || !isAlone) return [];
      const bound = tree.of('AssignmentExpression').filter(({ left, right }) => {
        const value = bare(right);
        const call = callAt(value);
        const isSelf = call?.args.length === 1 && call.args[0]?.type === 'ThisExpression';
        return isSelf && tree.holds(node, value) && pathOf(call.callee) === `${pathOf(left)}.bind`;
      });
      const [first] = bound;
      return first !== undefined && bound.length >= MANY
        ? [{ node: first, message: `${bound.length} methods are bound for each object.` }]
        : [];
    }),
};
