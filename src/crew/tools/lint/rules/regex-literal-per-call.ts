// A long regular expression literal inside of a function: a new object at each call.
import type { Rule } from '../rule.ts';
import { isScript } from './sync-io.ts';

/** What has hardly anything to compile is as cheap as a constant. */
const LONG = 12;

export const regexLiteralPerCall: Rule = {
  id: 'regex-literal-per-call',
  category: 'regex_in_hot_path',
  cost: 'an object per call',
  severity: 'low',
  confidence: 'low',
  why: 'Each evaluation of the literal makes a new object, and its compiled code can be dropped in between.',
  mend: 'Move it to a constant of the module.',
  bad: `export const pathOf = (url) => url.replace(/^https?:\\/\\/[^/]+/, '');`,
  good: `const ORIGIN = /^https?:\\/\\/[^/]+/;
  export const pathOf = (url) => url.replace(ORIGIN, '');`,
  check: (source) =>
    isScript(source.path)
      ? []
      : source.tree.of('RegExpLiteral').flatMap((node) => {
          const isPerCall = source.functionOf(node) !== null && node.pattern.length >= LONG;
          return isPerCall ? [{ node, message: 'This literal makes a new object at each call.' }] : [];
        }),
};
