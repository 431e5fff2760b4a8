// Work for a message of the debugger that is nearly never written.
import type { Node } from '@babel/types';
import { pathOf } from '../calls.ts';
import type { Rule } from '../rule.ts';
import type { Source } from '../source.ts';

const LOGS = /(^|\.)(debug|trace|verbose|silly)(\.\w+)?$/i;
const WORKS = /^(stringify|toJSON|inspect|serialize|dump|map|filter|reduce|entries|toString)$/;

export const loggedWork: Rule = {
  id: 'logged-work',
  category: 'extra_work',
  cost: 'the text of the message, though nobody reads it',
  severity: 'low',
  confidence: 'medium',
  why: 'Arguments are worked out before the logger can say that this level is off.',
  mend: 'Ask first: `if (debug.enabled) debug(…)`, or hand over a function.',
  bad: `export function select(range, debug) { debug('select', { range: range.toJSON() }); return range.start; }`,
  good: `export function select(range, debug) { if (debug.enabled) debug('select', { range: range.toJSON() }); return range.start; }`,
  check: (source) =>
    source.calls.flatMap(({ node, path, args }) => {
      if (!LOGS.test(path) || node.type !== 'CallExpression' || source.functionOf(node) === null) return [];
      const work = source.calls.find(
        (inner) =>
          inner.object !== null &&
          WORKS.test(inner.name) &&
          (inner.name !== 'toString' || pathOf(inner.object) !== '') &&
          args.some((arg) => arg === inner.node || source.tree.holds(arg, inner.node)) &&
          source.functionOf(inner.node) === source.functionOf(node),
      );
      return work === undefined || isAsked(node, source)
        ? []
        : [{ node: work.node, message: `\`${work.name}\` works for a message of \`${path}\`.` }];
    }),
};

/** Whether the level, or an error, is asked for before. */
function isAsked(node: Node, { tree, textOf }: Source): boolean {
  return tree
    .ancestors(node)
    .some(
      (at) =>
        at.type === 'CatchClause' ||
        (at.type === 'IfStatement' && /debug|verbose|trace|level|enabled|error/i.test(textOf(at.test))) ||
        (at.type === 'LogicalExpression' && /debug|verbose|trace|level|enabled|error/i.test(textOf(at.left))),
    );
}
